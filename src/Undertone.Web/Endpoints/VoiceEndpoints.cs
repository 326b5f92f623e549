using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Voices;
using Undertone.Sound.Audio;
using Undertone.Web.Problems;
using Undertone.Web.Requests;

namespace Undertone.Web.Endpoints;

/// <summary>The voices that answers can be relative to: numbers, no audio.</summary>
/// <param name="options">Where they lie, and whether clients may keep any.</param>
/// <param name="work">What has clips heard.</param>
internal sealed class VoiceEndpoints(UndertoneWebOptions options, AudioWork work)
{
    private const int MostClips = 100;
    private const double MostClipSeconds = 300;
    private readonly Lock _saving = new();
    private readonly VoiceFolder _voices = options.Voices;

    /// <summary>All of them.</summary>
    public Task List(HttpContext context)
    {
        var all = _voices.Names().Select(n => Load(_voices, n).Describe()).ToArray();
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
        var voice = Load(_voices, NameOf(context)).Describe();
        return Json.Write(context.Response, json => voice.WriteTo(json));
    }

    /// <summary>Gets to know a speaker by clips, and keeps the voice.</summary>
    public async Task Enroll(HttpContext context)
    {
        RequireEnrollment();
        var query = new QueryOptions(context.Request, "neutral", "replace");
        var (neutral, replace) = (query.Flag("neutral") ?? false, query.Flag("replace") ?? false);
        var name = Checked(NameOf(context));
        if (!replace) RequireNew(name);
        var (voice, warnings) = await Hear(context, name, neutral);
        Save(voice, replace);
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = context.Request.PathBase.Add(context.Request.Path).ToUriComponent();
        var described = voice.Describe();
        described["warnings"] = Texts(warnings);
        await Json.Write(context.Response, json => described.WriteTo(json));
    }

    /// <summary>Gets to know a speaker by clips, and hands the voice to the client alone.</summary>
    public async Task Make(HttpContext context)
    {
        var query = new QueryOptions(context.Request, "name", "neutral");
        var name = Checked(query.Text("name") ?? "speaker");
        var (voice, warnings) = await Hear(context, name, query.Flag("neutral") ?? false);
        var made = new JsonObject { ["voice"] = voice.ToJson(), ["warnings"] = Texts(warnings) };
        await Json.Write(context.Response, json => made.WriteTo(json));
    }

    /// <summary>Forgets a voice.</summary>
    public Task Delete(HttpContext context)
    {
        RequireEnrollment();
        var name = NameOf(context);
        lock (_saving)
        {
            if (!_voices.Names().Contains(name)) throw None(name);
            _voices.Delete(name);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary>Reads a voice; where that fails, the client is not told where voices lie.</summary>
    public static Voice Load(VoiceFolder voices, string name)
    {
        if (!voices.Names().Contains(name)) throw None(name);
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

    private static string NameOf(HttpContext context) => (string)context.Request.RouteValues["name"]!;

    private static string Checked(string name) => VoiceName.Fault(name) is { } fault
        ? throw QueryOptions.Refused($"This cannot name a voice: {fault}.")
        : name;

    private static RefusedException None(string name) => new(
        StatusCodes.Status404NotFound, "no-such-voice", $"There is no voice '{name}'. GET /v1/voices names all.");

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)JsonValue.Create(t))]);

    private void RequireEnrollment()
    {
        if (options.Enrollment) return;
        throw new RefusedException(
            StatusCodes.Status403Forbidden, "enrollment",
            "This service keeps and deletes no voices for its clients. POST /v1/voices makes one for you to keep yourself.");
    }

    private void RequireNew(string name)
    {
        if (!_voices.Names().Contains(name)) return;
        throw new RefusedException(
            StatusCodes.Status409Conflict, "voice-exists", $"There is a voice '{name}' already. Send replace=true to replace it.");
    }

    private void Save(Voice voice, bool replace)
    {
        lock (_saving)
        {
            if (!replace) RequireNew(voice.Name);
            try
            {
                _voices.Save(voice);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new RefusedException(
                    StatusCodes.Status507InsufficientStorage, "storage", "The service has no room for the voice now. Try again later.");
            }
        }
    }

    private Task<(Voice Voice, IReadOnlyList<string> Warnings)> Hear(HttpContext context, string name, bool neutral) =>
        work.Do(context, null, MostClips, request => Task.Run(() =>
        {
            var recognizer = context.RequestServices.GetRequiredService<IEmotionRecognizer>();
            var voice = Enrolled(recognizer, name, request, neutral);
            var silent = request.Files.Count - voice.Clips;
            IReadOnlyList<string> warnings = silent == 0
                ? voice.Warnings
                : [FormattableString.Invariant($"nobody speaks in {silent} of the clips, which are left out."), .. voice.Warnings];
            return (voice, warnings);
        }));

    private static Voice Enrolled(IEmotionRecognizer recognizer, string name, HeardRequest request, bool neutral)
    {
        var heard = "";
        try
        {
            return recognizer.Enroll(name, request.Files.Select(Read), neutral);
        }
        catch (InvalidDataException e)
        {
            throw AudioWork.Refused(PredictionError.Of(heard, e));
        }

        AudioClip Read(Upload file)
        {
            heard = file.Name;
            return ReadClip(request, file);
        }
    }

    private static AudioClip ReadClip(HeardRequest request, Upload file)
    {
        request.Stop.ThrowIfCancellationRequested();
        try
        {
            using var reader = request.Open(file);
            return reader.ReadClip(MostClipSeconds, request.Stop) ?? throw new RefusedException(
                StatusCodes.Status413PayloadTooLarge, "too-long",
                FormattableString.Invariant($"{file.Name}: a clip of a voice has at most {MostClipSeconds} s. Cut it up."));
        }
        catch (Exception e) when (e is not (OperationCanceledException or RefusedException))
        {
            request.Stop.ThrowIfCancellationRequested();
            throw AudioWork.Refused(PredictionError.Of(file.Name, e));
        }
    }
}
