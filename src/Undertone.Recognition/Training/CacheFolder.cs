using Undertone.Recognition.Files;

namespace Undertone.Recognition.Training;

/// <summary>Where features are kept between runs.</summary>
public static class CacheFolder
{
    /// <summary>
    /// The user's own cache folder: <c>%LOCALAPPDATA%</c>, <c>~/Library/Caches</c>, <c>$XDG_CACHE_HOME</c> or <c>~/.cache</c>, and in it
    /// <c>undertone</c>.
    /// </summary>
    public static string Default() => UserCache.Folder();
}
