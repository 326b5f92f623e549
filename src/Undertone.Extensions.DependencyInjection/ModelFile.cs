namespace Undertone.Extensions.DependencyInjection;

/// <summary>Watches the file of a model by looking at it: that works in containers, on network drives and through links.</summary>
internal sealed class ModelFile(string path)
{
    private (long Length, DateTime Written)? _loaded = LookAt(path);
    private (long Length, DateTime Written)? _seen = LookAt(path);

    public string Path => path;

    /// <summary>Whether the file has another content than at the last load, and had it at the last look too: it is whole.</summary>
    /// <param name="gone">Whether there was a file at the last look, and is none now.</param>
    public bool Changed(out bool gone)
    {
        var now = LookAt(path);
        var settled = now == _seen;
        gone = now is null && !settled;
        _seen = now;
        if (now is null || !settled || now == _loaded) return false;
        _loaded = now;
        return true;
    }

    private static (long Length, DateTime Written)? LookAt(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.Exists && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target) file = target;
            return file.Exists ? (file.Length, file.LastWriteTimeUtc) : null;
        }
        catch (IOException)
        {
            // It went while it was looked at.
            return null;
        }
    }
}
