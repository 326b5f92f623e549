using Microsoft.AspNetCore.Http;
using Undertone.Recognition.Inference;
using Undertone.Sound.Capture;
using Undertone.Web.Requests;

namespace Undertone.Web.Streams;

/// <summary>The options of a request for a stream, those of <c>undertone listen</c>.</summary>
internal sealed class StreamRequest
{
    public StreamRequest(HttpRequest request)
    {
        var options = new QueryOptions(request, "rate", "encoding", "channels", "window", "hop", "smoothing", "voice");
        var standard = new RawPcmFormat();
        Format = new RawPcmFormat
        {
            SampleRateHz = (int)(options.Whole("rate", 100, 1_000_000) ?? standard.SampleRateHz),
            Encoding = options.OneOf("encoding", [.. RawPcmFormat.Encodings]) ?? standard.Encoding,
            Channels = (int)(options.Whole("channels", 1, 64) ?? standard.Channels),
        };
        Segmenting = options.Segmenting(new StreamingOptions());
        Voice = options.Text("voice");
    }

    /// <summary>What the bytes of messages are.</summary>
    public RawPcmFormat Format { get; }

    /// <summary>Window, hop and smoothing.</summary>
    public StreamingOptions Segmenting { get; }

    /// <summary>The name of the speaker's voice.</summary>
    public string? Voice { get; }
}
