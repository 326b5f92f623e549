namespace Undertone.Recognition.Files;

/// <summary>Where what can be made anew is kept between runs.</summary>
internal static class UserCache
{
    /// <summary>
    /// <c>undertone</c> in <c>%LOCALAPPDATA%</c>, <c>~/Library/Caches</c>, <c>$XDG_CACHE_HOME</c> or <c>~/.cache</c>.
    /// </summary>
    public static string Folder()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var caches = OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Caches")
            : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg ? xdg
            : Path.Combine(home, ".cache");
        return Path.Combine(caches, "undertone");
    }

    /// <summary>Where audio that tables hold lies as files, in a cache folder.</summary>
    public static string Extracted(string cache) => Path.Combine(cache, "extracted");
}
