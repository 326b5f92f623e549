using System.Net.WebSockets;
using Undertone.Recognition.Inference;
using Undertone.Sound.Capture;
using Undertone.Web.Metrics;
using Undertone.Web.Streams;

namespace Undertone.Web.Tests;

public sealed class DeafClientTests
{
    [Fact]
    public async Task A_client_that_reads_no_answer_is_cut_off()
    {
        using var recognizer = EmotionRecognizer.LoadBuiltIn("tiny");
        using var stream = new SessionStream(new StreamingRecognizer(recognizer, new RawPcmFormat().SampleRateHz), open: null);
        using var blocks = new PcmBlocks(new RawPcmFormat());
        using var socket = new DeafSocket();
        var options = new UndertoneWebOptions { StreamIdleTimeout = TimeSpan.FromMilliseconds(200) };
        var metrics = new UndertoneWebMetrics(null, () => 0, () => 0);
        var session = new StreamSession(socket, stream, blocks, new StreamCapacity(options), options, metrics, default);

        await session.Run(default).WaitAsync(TimeSpan.FromMinutes(1));

        socket.State.ShouldBe(WebSocketState.Aborted);
        socket.Sent.ShouldBe(1);
    }

    /// <summary>The server's end of a connection over which sound comes and no answer gets through.</summary>
    private sealed class DeafSocket : WebSocket
    {
        private readonly TaskCompletionSource _never = new();
        private WebSocketState _state = WebSocketState.Open;

        public int Sent { get; private set; }

        public override WebSocketCloseStatus? CloseStatus => null;

        public override string? CloseStatusDescription => null;

        public override WebSocketState State => _state;

        public override string? SubProtocol => null;

        public override void Abort() => _state = WebSocketState.Aborted;

        public override Task CloseAsync(WebSocketCloseStatus status, string? description, CancellationToken cancellationToken) =>
            _never.Task.WaitAsync(cancellationToken);

        public override Task CloseOutputAsync(WebSocketCloseStatus status, string? description, CancellationToken cancellationToken) =>
            _never.Task.WaitAsync(cancellationToken);

        public override void Dispose()
        {
        }

        public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken)
        {
            buffer.AsSpan().Clear();
            return Task.FromResult(new WebSocketReceiveResult(buffer.Count, WebSocketMessageType.Binary, endOfMessage: true));
        }

        public override Task SendAsync(
            ArraySegment<byte> buffer, WebSocketMessageType type, bool endOfMessage, CancellationToken cancellationToken)
        {
            Sent++;
            return _never.Task.WaitAsync(cancellationToken);
        }
    }
}
