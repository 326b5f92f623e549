namespace Undertone.Fleet.Queues;

/// <summary>Where the audio of messages comes from.</summary>
internal sealed class AudioSources : IDisposable
{
    private readonly AllowedFolders _folders;
    private readonly AllowedAddresses _addresses;
    private readonly long _most;

    /// <exception cref="QueueException">Something that is allowed cannot be.</exception>
    public AudioSources(QueueWorkerOptions options)
    {
        _folders = new AllowedFolders(options.Allowed.Where(a => !AllowedAddresses.IsOne(a)));
        _addresses = new AllowedAddresses(options.Allowed.Where(AllowedAddresses.IsOne), options.UrlTimeout);
        _most = options.MaxBytes;
    }

    /// <summary>The bytes of a message's audio file.</summary>
    /// <exception cref="MessageException">They cannot be had.</exception>
    public async Task<byte[]> ReadAsync(QueueMessage message, byte[] body, CancellationToken cancellationToken) => message.Kind switch
    {
        AudioPlace.File => _folders.Read(message.Name, _most),
        AudioPlace.Address => await _addresses.ReadAsync(message.Name, _most, cancellationToken).ConfigureAwait(false),
        _ => body.Length <= _most ? body : throw MessageException.Larger(message.Name, _most),
    };

    public void Dispose() => _addresses.Dispose();
}
