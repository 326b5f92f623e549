using System.Globalization;
using Microsoft.AspNetCore.Http;
using Undertone.Recognition.Inference;
using Undertone.Web.Problems;

namespace Undertone.Web.Requests;

/// <summary>The options in the address of a request, each checked: an unknown one is refused as well as one out of its range.</summary>
internal sealed class QueryOptions
{
    private readonly IQueryCollection _query;

    /// <param name="request">The request.</param>
    /// <param name="known">The options that there are.</param>
    /// <exception cref="RefusedException">An option is unknown, or given twice.</exception>
    public QueryOptions(HttpRequest request, params IReadOnlyCollection<string> known)
    {
        _query = request.Query;
        if (_query.Keys.FirstOrDefault(k => !known.Contains(k)) is { } unknown)
            throw Refused($"There is no option '{unknown}'; there are: {string.Join(", ", known)}.");
        if (_query.FirstOrDefault(o => o.Value.Count != 1).Key is { } repeated) throw Refused($"The option '{repeated}' is given twice.");
    }

    /// <summary>The option as it stands; null where it is not given.</summary>
    public string? Text(string option) => _query[option];

    /// <summary>One of some words; null where it is not given.</summary>
    public string? OneOf(string option, params string[] words)
    {
        if (!_query.TryGetValue(option, out var given)) return null;
        return words.Contains((string?)given)
            ? given.ToString()
            : throw Refused($"The option '{option}' wants {string.Join(" or ", words)}, not '{given}'.");
    }

    /// <summary>True or false; null where it is not given.</summary>
    public bool? Flag(string option) => OneOf(option, "true", "false") is { } word ? word == "true" : null;

    /// <summary>A number of seconds; null where it is not given.</summary>
    public double? Seconds(string option, double least, double most)
    {
        if (!_query.TryGetValue(option, out var given)) return null;
        var isNumber = double.TryParse(given, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
        if (isNumber && number >= least && number <= most) return number;
        throw Refused(FormattableString.Invariant($"The option '{option}' wants seconds from {least} to {most}, not '{given}'."));
    }

    /// <summary>A whole number; null where it is not given.</summary>
    public long? Whole(string option, long least, long most)
    {
        if (!_query.TryGetValue(option, out var given)) return null;
        var isNumber = long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        if (isNumber && number >= least && number <= most) return number;
        throw Refused(FormattableString.Invariant(
            $"The option '{option}' wants a whole number from {least} to {most}, not '{given}'."));
    }

    /// <summary>A moment as ISO 8601 has it, with its zone; null where it is not given.</summary>
    public DateTimeOffset? Moment(string option)
    {
        if (!_query.TryGetValue(option, out var given)) return null;
        string[] forms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];
        var hasZone = ((string?)given) is { Length: > 19 };
        if (hasZone && DateTimeOffset.TryParseExact(given, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment))
            return moment;
        throw Refused($"The option '{option}' wants a moment such as 2026-03-01T12:00:00Z, not '{given}'.");
    }

    /// <summary>
    /// The options <c>window</c>, <c>hop</c> and <c>smoothing</c>. A hop that is longer than the usual window takes the window with it.
    /// </summary>
    /// <param name="standard">What stands where nothing is given.</param>
    public StreamingOptions Segmenting(StreamingOptions standard)
    {
        var (window, hop) = (Seconds("window", 0.1, 60), Seconds("hop", 0.1, 60));
        if (window < hop) throw Refused("The window is shorter than the hop: a part of the recording would be heard by none. Lengthen it.");
        return new StreamingOptions
        {
            WindowSeconds = window ?? Math.Max(standard.WindowSeconds, hop ?? 0),
            HopSeconds = hop ?? Math.Min(standard.HopSeconds, window ?? standard.HopSeconds),
            SmoothingSeconds = Seconds("smoothing", 0, 3600) ?? standard.SmoothingSeconds,
        };
    }

    /// <summary>The refusal of an option.</summary>
    public static RefusedException Refused(string detail) => new(StatusCodes.Status400BadRequest, "option", detail);
}
