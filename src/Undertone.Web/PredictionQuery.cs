using System.Globalization;
using Microsoft.AspNetCore.Http;
using Undertone.Recognition.Inference;

namespace Undertone.Web;

/// <summary>The options in the address of a request, each checked: an unknown one is refused as well as one out of its range.</summary>
internal sealed class PredictionQuery
{
    private static readonly string[] OfFile = ["name", "voice"];
    private static readonly string[] OfSegments = [.. OfFile, "window", "hop", "smoothing", "merge", "channels", "format"];
    private readonly IQueryCollection _query;

    private PredictionQuery(IQueryCollection query, string[] known)
    {
        _query = query;
        if (query.Keys.FirstOrDefault(k => !known.Contains(k)) is { } unknown)
            throw Refused($"There is no option '{unknown}'; there are: {string.Join(", ", known)}.");
        if (query.FirstOrDefault(o => o.Value.Count != 1).Key is { } repeated) throw Refused($"The option '{repeated}' is given twice.");
    }

    /// <summary>What a raw body is called.</summary>
    public string? Name => _query["name"];

    /// <summary>The name of the speaker's voice.</summary>
    public string? Voice => _query["voice"];

    /// <summary>Whether segments of one emotion are joined.</summary>
    public bool Merge => OneOf("merge", "false", "true") == "true";

    /// <summary>What is heard of several channels.</summary>
    public ChannelMode Channels => OneOf("channels", "mix", "split") == "split" ? ChannelMode.Split : ChannelMode.Mix;

    /// <summary>How the answer is written, where the address says so.</summary>
    public string? Format => _query.ContainsKey("format") ? OneOf("format", "json", "vtt", "rttm", "csv") : null;

    /// <summary>Window, hop and smoothing. A hop that is longer than the usual window takes the window with it.</summary>
    public StreamingOptions Segmenting
    {
        get
        {
            var standard = StreamingOptions.Timeline;
            var (window, hop) = (Seconds("window", 0.1, 60), Seconds("hop", 0.1, 60));
            if (window < hop)
                throw Refused("The window is shorter than the hop: a part of the recording would be heard by none. Lengthen it.");
            return new StreamingOptions
            {
                WindowSeconds = window ?? Math.Max(standard.WindowSeconds, hop ?? 0),
                HopSeconds = hop ?? Math.Min(standard.HopSeconds, window ?? standard.HopSeconds),
                SmoothingSeconds = Seconds("smoothing", 0, 3600) ?? standard.SmoothingSeconds,
            };
        }
    }

    /// <summary>The options of a request for a whole file.</summary>
    public static PredictionQuery ForFile(HttpRequest request) => new(request.Query, OfFile);

    /// <summary>The options of a request for segments.</summary>
    public static PredictionQuery ForSegments(HttpRequest request) => new(request.Query, OfSegments);

    private string OneOf(string option, params string[] values)
    {
        if (!_query.TryGetValue(option, out var given)) return values[0];
        return values.Contains((string?)given)
            ? given.ToString()
            : throw Refused($"The option '{option}' wants {string.Join(" or ", values)}, not '{given}'.");
    }

    private double? Seconds(string option, double least, double most)
    {
        if (!_query.TryGetValue(option, out var given)) return null;
        var isNumber = double.TryParse(given, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
        if (isNumber && number >= least && number <= most) return number;
        throw Refused(FormattableString.Invariant($"The option '{option}' wants seconds from {least} to {most}, not '{given}'."));
    }

    private static RefusedException Refused(string detail) => new(StatusCodes.Status400BadRequest, "option", detail);
}
