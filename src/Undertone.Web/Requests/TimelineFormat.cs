using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Texts;
using Undertone.Web.Problems;

namespace Undertone.Web.Requests;

/// <summary>How segments are written.</summary>
/// <param name="Name">What the option <c>format</c> calls it.</param>
/// <param name="MediaType">Its type.</param>
/// <param name="WriteText">What writes it as <c>predict</c> does; null for JSON.</param>
internal sealed record TimelineFormat(
    string Name, string MediaType, Action<TextWriter, IReadOnlyList<FilePrediction>, BatchOptions>? WriteText)
{
    private static readonly TimelineFormat[] All =
    [
        new("json", "application/json", null),
        new("vtt", "text/vtt", (output, results, _) => TimelineText.WriteVtt(output, results)),
        new("csv", "text/csv", (output, results, asked) =>
            PredictionCsv.Write(output, results[0].Prediction!.Scores.Labels, results, asked, text: false,
                dimensions: results[0].Prediction!.Dimensions?.Select(d => d.Key).ToArray())),
        new("rttm", "text/plain", (output, results, _) => TimelineText.WriteRttm(output, results)),
    ];

    /// <summary>The format that the option names, or else the one that the client likes best.</summary>
    public static TimelineFormat Of(HttpRequest request, string? name)
    {
        if (name is not null) return All.First(f => f.Name == name);
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted) || accepted.Count == 0)
            return All[0];
        var liked = accepted.Where(a => a.Quality != 0).OrderByDescending(a => a.Quality ?? 1);
        return liked.SelectMany(a => All.Where(f => a.MatchesMediaType(f.MediaType))).FirstOrDefault() ?? throw new RefusedException(
            StatusCodes.Status406NotAcceptable, "format", $"Segments are given as {string.Join(", ", All.Select(f => f.MediaType))}.");
    }

    /// <summary>Writes answers that have segments.</summary>
    public async Task Write(HttpResponse response, IReadOnlyList<FilePrediction> results, BatchOptions asked)
    {
        if (WriteText is null)
        {
            await Json.Write(response, json =>
            {
                if (asked.Channels == ChannelMode.Split) json.WriteStartArray();
                foreach (var result in results) PredictionJson.Write(json, result);
                if (asked.Channels == ChannelMode.Split) json.WriteEndArray();
            });
            return;
        }

        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        WriteText(text, results, asked);
        response.ContentType = MediaType + "; charset=utf-8";
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), response.HttpContext.RequestAborted);
    }
}
