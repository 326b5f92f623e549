using Microsoft.AspNetCore.Http;
using Undertone.Recognition.Inference;

namespace Undertone.Web.Requests;

/// <summary>The options of a request for predictions.</summary>
internal sealed class PredictionRequest
{
    private static readonly string[] OfFile = ["name", "voice", "tag", "speaker"];
    private static readonly string[] OfSegments = [.. OfFile, "window", "hop", "smoothing", "merge", "channels", "format"];
    private static readonly string[] OfExplanation = ["name", "voice", "window", "hop", "smoothing", "occlusion"];
    private readonly QueryOptions _options;

    private PredictionRequest(HttpRequest request, string[] known) => _options = new QueryOptions(request, known);

    /// <summary>What a raw body is called.</summary>
    public string? Name => _options.Text("name");

    /// <summary>The name of the speaker's voice.</summary>
    public string? Voice => _options.Text("voice");

    /// <summary>A word of the client's own, kept with the answer.</summary>
    public string? Tag => _options.Text("tag");

    /// <summary>Who speaks, kept with the answer.</summary>
    public string? Speaker => _options.Text("speaker");

    /// <summary>Whether segments of one emotion are joined.</summary>
    public bool Merge => _options.Flag("merge") ?? false;

    /// <summary>What is heard of several channels.</summary>
    public ChannelMode Channels => _options.OneOf("channels", "mix", "split") == "split" ? ChannelMode.Split : ChannelMode.Mix;

    /// <summary>How the answer is written, where the address says so.</summary>
    public string? Format => _options.OneOf("format", "json", "vtt", "rttm", "csv");

    /// <summary>Window, hop and smoothing.</summary>
    public StreamingOptions Segmenting => _options.Segmenting(StreamingOptions.Timeline);

    /// <summary>Whether it is looked for what spoke for the answer.</summary>
    public bool Occlusion => _options.Flag("occlusion") ?? true;

    /// <summary>The options of a request for an explanation.</summary>
    public static PredictionRequest ForExplanation(HttpRequest request) => new(request, OfExplanation);

    /// <summary>The options of a request for a whole file.</summary>
    public static PredictionRequest ForFile(HttpRequest request) => new(request, OfFile);

    /// <summary>The options of a request for segments.</summary>
    public static PredictionRequest ForSegments(HttpRequest request) => new(request, OfSegments);
}
