namespace Undertone.Recognition.Files;

/// <summary>Where what a user has made or imported is kept for good.</summary>
internal static class UserData
{
    /// <summary>
    /// The user's own data folder: <c>%LOCALAPPDATA%</c>, <c>~/Library/Application Support</c>, <c>$XDG_DATA_HOME</c> or
    /// <c>~/.local/share</c>, and in it <c>undertone</c>.
    /// </summary>
    public static string Folder()
    {
        var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        if (!OperatingSystem.IsWindows() && !OperatingSystem.IsMacOS())
        {
            data = Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } xdg
                ? xdg
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share");
        }

        return Path.Combine(data, "undertone");
    }
}
