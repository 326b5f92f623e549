using Microsoft.AspNetCore.Http;
using Undertone.Recognition.Inference.Voices;
using Undertone.Web.Problems;

namespace Undertone.Web.Endpoints;

/// <summary>The voices that answers can be relative to: numbers, no audio.</summary>
/// <param name="voices">Where they lie.</param>
internal sealed class VoiceEndpoints(VoiceFolder voices)
{
    /// <summary>All of them.</summary>
    public Task List(HttpContext context)
    {
        var all = voices.Names().Select(n => Load(voices, n).Describe()).ToArray();
        return Json.Write(context.Response, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("voices");
            foreach (var voice in all) voice.WriteTo(json);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    /// <summary>One of them.</summary>
    public Task Show(HttpContext context)
    {
        var voice = Load(voices, (string)context.Request.RouteValues["name"]!).Describe();
        return Json.Write(context.Response, json => voice.WriteTo(json));
    }

    /// <summary>Reads a voice; where that fails, the client is not told where voices lie.</summary>
    public static Voice Load(VoiceFolder voices, string name)
    {
        if (!voices.Names().Contains(name))
        {
            throw new RefusedException(
                StatusCodes.Status404NotFound, "no-such-voice", $"There is no voice '{name}'. GET /v1/voices names all.");
        }

        try
        {
            return voices.Load(name);
        }
        catch (VoiceException)
        {
            throw new RefusedException(
                StatusCodes.Status500InternalServerError, "voice", $"The voice '{name}' cannot be read. Enroll the speaker again.");
        }
    }
}
