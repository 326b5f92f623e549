namespace Undertone.Onnx.Tests.Importing;

/// <summary>A test on networks that others published, not part of the repository: UNDERTONE_PRETRAINED names their folder.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PretrainedFactAttribute : FactAttribute
{
    public PretrainedFactAttribute()
    {
        if (!Directory.Exists(Folder)) Skip = "no published networks: set UNDERTONE_PRETRAINED to a folder with byol-s and silero-vad";
    }

    public static string Folder => Environment.GetEnvironmentVariable("UNDERTONE_PRETRAINED") ?? "";
}
