using System.Net;

namespace Undertone.Fleet.Queues;

/// <summary>URLs that messages may name: those below some, and nothing that a redirection leads to outside of them.</summary>
internal sealed class AllowedAddresses : IDisposable
{
    private const int MostRedirections = 5;
    private const int Attempts = 3;
    private const int BlockBytes = 1 << 16;

    private static readonly string[] Disguised = ["%2e", "%2f", "%5c", "\\"];

    private readonly Uri[] _prefixes;
    private readonly TimeSpan _patience;
    private readonly HttpClient _client;

    /// <param name="prefixes">Those that are allowed.</param>
    /// <param name="patience">How long getting one may take.</param>
    /// <exception cref="QueueException">One is no such URL.</exception>
    public AllowedAddresses(IEnumerable<string> prefixes, TimeSpan patience)
    {
        _prefixes = [.. prefixes.Select(Prefix)];
        _patience = patience;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = patience,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        };
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Whether a word of <c>--allow</c> is a URL and no folder.</summary>
    public static bool IsOne(string prefix) => prefix.Contains("://", StringComparison.Ordinal);

    public void Dispose() => _client.Dispose();

    /// <summary>Gets what a URL names.</summary>
    /// <param name="text">The URL as the message has it.</param>
    /// <param name="most">How large it may be, in bytes.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="MessageException">It may not be got, or cannot be.</exception>
    public async Task<byte[]> ReadAsync(string text, long most, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || !IsAllowed(address)) throw NotAllowed(text);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ending.CancelAfter(_patience);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await GetAsync(text, address, most, ending.Token).ConfigureAwait(false);
                }
                catch (HttpRequestException e) when (attempt < Attempts && e.StatusCode is null or >= HttpStatusCode.InternalServerError)
                {
                    await Task.Delay(TimeSpan.FromSeconds(attempt), ending.Token).ConfigureAwait(false);
                }
            }
        }
        catch (HttpRequestException e)
        {
            var fault = e.StatusCode is { } status ? FormattableString.Invariant($"the server answers {(int)status}") : "no connection";
            throw new MessageException(MessageException.Address, $"{text}: this cannot be fetched ({fault}).", e);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new MessageException(MessageException.Address, FormattableString.Invariant(
                $"{text}: this did not come whole within {_patience.TotalSeconds} s. Send the message again, or raise --url-timeout."), e);
        }
    }

    private async Task<byte[]> GetAsync(string text, Uri address, long most, CancellationToken cancellationToken)
    {
        for (var redirections = 0; ; redirections++)
        {
            using var response = await _client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                .ConfigureAwait(false);
            if (response.StatusCode is >= HttpStatusCode.Ambiguous and < HttpStatusCode.BadRequest && response.Headers.Location is { } next)
            {
                address = new Uri(address, next);
                if (!IsAllowed(address)) throw NotAllowed(text);
                if (redirections == MostRedirections)
                    throw new MessageException(MessageException.Address, $"{text}: this is redirected more than {MostRedirections} times.");
                continue;
            }

            response.EnsureSuccessStatusCode();
            if (response.Content.Headers.ContentLength > most) throw MessageException.Larger(text, most);
            return await ReadAsync(text, response.Content, most, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<byte[]> ReadAsync(string text, HttpContent content, long most, CancellationToken cancellationToken)
    {
        await using var body = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using var bytes = new MemoryStream();
        var block = new byte[BlockBytes];
        while (await body.ReadAsync(block, cancellationToken).ConfigureAwait(false) is > 0 and var count)
        {
            if (bytes.Length + count > most) throw MessageException.Larger(text, most);
            bytes.Write(block, 0, count);
        }

        return bytes.ToArray();
    }

    /// <summary>Whether a URL lies below one that is allowed. Its path has no <c>..</c>: <see cref="Uri"/> has followed them.</summary>
    private bool IsAllowed(Uri address) =>
        address.UserInfo.Length == 0
        && !Disguised.Any(d => address.AbsolutePath.Contains(d, StringComparison.OrdinalIgnoreCase))
        && _prefixes.Any(p => address.Scheme == p.Scheme && address.IdnHost == p.IdnHost && address.Port == p.Port
            && address.AbsolutePath.StartsWith(p.AbsolutePath, StringComparison.Ordinal));

    private static Uri Prefix(string text)
    {
        var isOne = Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0;
        if (!isOne)
        {
            throw new QueueException(
                QueueFault.Input, $"{text}: this is no URL that can be allowed; one is https://files.example.org/calls/, without a user.");
        }

        return uri!.AbsolutePath.EndsWith('/') ? uri : new Uri(uri.AbsoluteUri + "/");
    }

    private static MessageException NotAllowed(string text) => new(
        MessageException.NotAllowed, $"{text}: the worker may not fetch this. Whoever runs it allows what lies below a URL with --allow.");
}
