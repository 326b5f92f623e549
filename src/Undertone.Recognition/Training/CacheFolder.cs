namespace Undertone.Recognition.Training;

/// <summary>Where features are kept between runs.</summary>
public static class CacheFolder
{
    /// <summary>
    /// The user's own cache folder: <c>%LOCALAPPDATA%</c>, <c>~/Library/Caches</c>, <c>$XDG_CACHE_HOME</c> or <c>~/.cache</c>, and in it
    /// <c>undertone</c>.
    /// </summary>
    public static string Default()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var caches = OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Caches")
            : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg ? xdg
            : Path.Combine(home, ".cache");
        return Path.Combine(caches, "undertone");
    }
}
