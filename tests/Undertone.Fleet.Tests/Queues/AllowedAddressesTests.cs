using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Undertone.Fleet.Queues;

namespace Undertone.Fleet.Tests.Queues;

public sealed class AllowedAddressesTests : IDisposable
{
    private const int Most = 1000;
    private readonly HttpListener _server = new();
    private readonly string _root;
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly Task _answering;

    public AllowedAddressesTests()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        _root = FormattableString.Invariant($"http://localhost:{((IPEndPoint)free.LocalEndpoint).Port}/");
        free.Stop();
        _server.Prefixes.Add(_root);
        _server.Start();
        _answering = AnswerAsync();
    }

    public void Dispose()
    {
        _server.Stop();
        _answering.Wait();
    }

    [Theory]
    [InlineData("calls/one.wav", "calls/one.wav")]
    [InlineData("calls/one.wav?sig=a%2Fb", "calls/one.wav?sig=a%2Fb")]
    [InlineData("calls/a/../one.wav", "calls/one.wav")]
    [InlineData("calls/redirect?to=one.wav", "calls/one.wav")]
    [InlineData("calls/redirect?to=/calls/one.wav", "calls/one.wav")]
    [InlineData("calls/flaky", "calls/flaky")]
    public async Task What_lies_below_an_allowed_url_is_fetched(string path, string last)
    {
        using var addresses = Allowed(_root + "calls");
        Encoding.UTF8.GetString(await addresses.ReadAsync(_root + path, Most, default)).ShouldBe("/" + last);
    }

    [Theory]
    [InlineData("private/secret.wav")]
    [InlineData("calls")]
    [InlineData("calls-private/secret.wav")]
    [InlineData("Calls/one.wav")]
    [InlineData("calls/../private/secret.wav")]
    [InlineData("calls/%2e%2e/private/secret.wav")]
    [InlineData("calls/..%2fprivate/secret.wav")]
    [InlineData("calls/.%2E/private/secret.wav")]
    [InlineData("calls/..%5cprivate/secret.wav")]
    [InlineData("calls/..\\private/secret.wav")]
    public async Task What_lies_elsewhere_on_the_server_is_not_asked_for(string path) => await Refused("not-allowed", _root + path);

    [Fact]
    public async Task Other_servers_schemes_ports_and_users_are_not_asked()
    {
        var port = new Uri(_root).Port.ToString(CultureInfo.InvariantCulture);
        foreach (var url in new[]
        {
            "http://example.org/calls/one.wav", $"https://localhost:{port}/calls/one.wav", "http://localhost/calls/one.wav",
            $"http://127.0.0.1:{port}/calls/one.wav", $"http://user:word@localhost:{port}/calls/one.wav",
            $"http://localhost:{port}@example.org/calls/one.wav", $"http://example.org\\@localhost:{port}/calls/one.wav",
            "file:///etc/passwd", "/calls/one.wav", "calls/one.wav", "ftp://localhost/calls/one.wav", "",
        })
        {
            await Refused("not-allowed", url);
        }
    }

    [Theory]
    [InlineData("not-allowed", "calls/redirect?to=/private/secret.wav")]
    [InlineData("not-allowed", "calls/redirect?to=http://example.org/calls/one.wav")]
    [InlineData("not-allowed", "calls/redirect?to=file:///etc/passwd")]
    [InlineData("not-allowed", "calls/redirect?to=redirect%3Fto%3D%2Fprivate%2Fsecret.wav")]
    [InlineData("url", "calls/round")]
    [InlineData("url", "calls/missing")]
    [InlineData("url", "calls/broken")]
    [InlineData("url", "calls/slow")]
    [InlineData("too-large", "calls/large")]
    [InlineData("too-large", "calls/large-without-length")]
    public async Task What_cannot_be_fetched_says_why(string reason, string path)
    {
        await Refused(reason, _root + path);
        _asked.ShouldNotContain(a => a.StartsWith("/private", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://user@example.org/")]
    [InlineData("https://example.org/?a")]
    [InlineData("ftp://example.org/")]
    [InlineData("https://")]
    public void What_cannot_be_allowed_is_refused(string prefix) =>
        Should.Throw<QueueException>(() => Allowed(prefix)).Fault.ShouldBe(QueueFault.Input);

    private static AllowedAddresses Allowed(string prefix) => new([prefix], TimeSpan.FromSeconds(4));

    private async Task Refused(string reason, string url)
    {
        using var addresses = Allowed(_root + "calls/");
        var e = await Should.ThrowAsync<MessageException>(() => addresses.ReadAsync(url, Most, default), url);
        e.Reason.ShouldBe(reason, url);
        e.Message.ShouldStartWith(url);
    }

    private async Task AnswerAsync()
    {
        try
        {
            while (true) await AnswerAsync(await _server.GetContextAsync());
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var asked = _asked.Count(a => a == request.RawUrl);
        _asked.Enqueue(request.RawUrl!);
        var body = Encoding.UTF8.GetBytes(request.RawUrl!);
        switch (request.Url!.AbsolutePath)
        {
            case "/calls/redirect":
                (response.StatusCode, response.RedirectLocation) = (302, request.QueryString["to"]);
                break;
            case "/calls/round":
                (response.StatusCode, response.RedirectLocation) = (302, "round");
                break;
            case "/calls/missing":
                response.StatusCode = 404;
                break;
            case "/calls/broken" or "/calls/flaky" when asked == 0 || request.Url.AbsolutePath == "/calls/broken":
                response.StatusCode = 503;
                break;
            case "/calls/slow":
                response.ContentLength64 = 10;
                await response.OutputStream.WriteAsync(body.AsMemory(0, 5));
                await response.OutputStream.FlushAsync();
                await Task.Delay(TimeSpan.FromSeconds(5));
                response.Abort();
                return;
            case "/calls/large":
                response.ContentLength64 = Most + 1;
                body = new byte[Most + 1];
                break;
            case "/calls/large-without-length":
                response.SendChunked = true;
                body = new byte[Most + 1];
                break;
        }

        try
        {
            await response.OutputStream.WriteAsync(body);
            response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or IOException or InvalidOperationException)
        {
            // Whoever asked has gone.
        }
    }
}
