namespace Undertone.Fleet.Queues;

/// <summary>Where the audio of a message is.</summary>
internal enum AudioPlace
{
    /// <summary>A file that it names.</summary>
    File,

    /// <summary>A URL that it names.</summary>
    Address,

    /// <summary>The message itself.</summary>
    Body,
}
