namespace Undertone.Recognition.Files;

/// <summary>Where what belongs to the user is kept, and is not lost when caches are cleared.</summary>
internal static class DataFolder
{
    /// <summary>
    /// <c>undertone</c> in <c>$XDG_DATA_HOME</c> or, without that, in <c>%LOCALAPPDATA%</c>, <c>~/Library/Application Support</c> or
    /// <c>~/.local/share</c>.
    /// </summary>
    public static string OfUser()
    {
        var data = Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } xdg
            ? xdg
            : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(data, "undertone");
    }
}
