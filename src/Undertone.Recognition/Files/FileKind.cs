namespace Undertone.Recognition.Files;

/// <summary>What a path names, after its links were followed.</summary>
internal enum FileKind
{
    /// <summary>Nothing: no such file, or a link that leads nowhere.</summary>
    Missing,

    /// <summary>A file with content of its own.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A named pipe: to open it waits for a writer.</summary>
    Pipe,

    /// <summary>A socket.</summary>
    Socket,

    /// <summary>A device, whose bytes may never end.</summary>
    Device,
}
