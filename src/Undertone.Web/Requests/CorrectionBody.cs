using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Undertone.Web.Problems;

namespace Undertone.Web.Requests;

/// <summary>What a person says was heard, as a request has it: <c>{"label": "sad", "by": "...", "note": "..."}</c>.</summary>
/// <param name="Label">The emotion's word.</param>
/// <param name="By">Who says so.</param>
/// <param name="Note">Why.</param>
internal sealed record CorrectionBody(string Label, string? By, string? Note)
{
    private const long MostBytes = 1 << 17;

    /// <summary>Reads the body of a request.</summary>
    /// <exception cref="RefusedException">It is not such an object.</exception>
    public static async Task<CorrectionBody> Read(HttpRequest request)
    {
        BodyLimit.Set(request.HttpContext, MostBytes);
        JsonDocument document;
        try
        {
            document = await JsonDocument.ParseAsync(request.Body, default, request.HttpContext.RequestAborted);
        }
        catch (JsonException)
        {
            throw Refused("The body is no JSON.");
        }

        using (document)
        {
            try
            {
                return Of(document.RootElement);
            }
            catch (InvalidOperationException)
            {
                throw Refused("A text of the body has half a surrogate pair.");
            }
        }
    }

    private static CorrectionBody Of(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) throw Refused("The body is no JSON object.");
        string? label = null, by = null, note = null;
        foreach (var member in root.EnumerateObject())
        {
            if (member.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null)) throw Refused($"'{member.Name}' is no text.");
            var text = member.Value.GetString();
            if (member.NameEquals("label")) label = text;
            else if (member.NameEquals("by")) by = text;
            else if (member.NameEquals("note")) note = text;
            else throw Refused($"There is no member '{member.Name}'.");
        }

        return new CorrectionBody(label ?? throw Refused("The body has no 'label'."), by, note);
    }

    private static RefusedException Refused(string fault) => new(
        StatusCodes.Status400BadRequest, "request",
        $$"""{{fault}} Send {"label": "sad"}, with "by" and "note" if you like.""");
}
