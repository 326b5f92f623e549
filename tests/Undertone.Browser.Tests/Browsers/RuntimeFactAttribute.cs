namespace Undertone.Browser.Tests.Browsers;

/// <summary>A test in a browser that needs onnxruntime-web as well, as `npm ci` puts it into web/node_modules.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RuntimeFactAttribute : FactAttribute
{
    /// <param name="realSpeech">Whether it needs real speech too.</param>
    public RuntimeFactAttribute(bool realSpeech = false) => Skip = BrowserFixture.WhyNot
        ?? (!Directory.Exists(Folder) ? "no onnxruntime-web: run 'npm ci' in the folder web"
            : realSpeech && !Directory.Exists(Tier.DataFolder) ? "no real speech: set UNDERTONE_DATA to a folder of recordings"
            : null);

    /// <summary>The folder of its files.</summary>
    public static string Folder => Repository.Of("web", "node_modules", "onnxruntime-web", "dist");
}
