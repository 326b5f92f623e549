using Microsoft.OpenApi;
using Undertone.Sound.Capture;
using static Undertone.Serve.Description.ApiSchemas;

namespace Undertone.Serve.Description;

/// <summary>What each address wants and gives, beside what its endpoint says of itself.</summary>
internal static class ApiOperations
{
    private const string Json = "application/json";

    private static readonly OpenApiParameter[] OfFile =
    [
        Query("name", Text("What a raw body is called; a form has a name of its own.")),
        Query("voice", Text("The name of the speaker's voice; the answer is relative to it.")),
        Query("tag", Text("A word of the client's own, kept with the answer.")),
        Query("speaker", Text("Who speaks, kept with the answer.")),
    ];

    private static readonly OpenApiParameter[] OfEnrollment =
    [
        Query("neutral", Flag("Whether all clips are spoken neutrally (default false).")),
    ];

    private static readonly OpenApiParameter[] OfWindows =
    [
        Query("window", Number("How much is listened to for an answer, 0.1 to 60 s (default 3).")),
        Query("hop", Number("How often there is an answer, 0.1 to 60 s (default 1.5 for files, 0.5 for streams).")),
        Query("smoothing", Number("How slowly scores follow what is heard, 0 to 3600 s (default 0.5).")),
    ];

    private static readonly OpenApiParameter[] Filters =
    [
        Query("emotion", Text("The emotion that the model named.")), Query("uncertain", Flag("Whether the answer was uncertain.")),
        Query("corrected", Flag("Whether a person said what was heard.")), Query("from", Moment("The first moment.")),
        Query("to", Moment("The moment after the last.")), Query("model", Text("The model's name.")),
        Query("tag", Text("The client's word.")),
    ];

    private static readonly OpenApiParameter[] Pages =
    [
        Query("after", Whole("'next' of the page before.")), Query("limit", Whole("How many, 1 to 1000 (default 100).")),
        Query("order", OneOf("Which come first (default oldest).", "oldest", "newest")),
    ];

    private static readonly Dictionary<(string Path, HttpMethod Method), Detail> Known = new()
    {
        [("/v1/predict", HttpMethod.Post)] = new(OfFile, Audio(), Answers(Ref("Prediction")), [413, 422, 503, 504, 507]),
        [("/v1/segments", HttpMethod.Post)] = new(
            [
                .. OfFile, .. OfWindows, Query("merge", Flag("Whether segments of one emotion are joined.")),
                Query("channels", OneOf("What is heard of several channels (default mix).", "mix", "split")),
                Query("format", OneOf("How the answer is written; Accept says it as well.", "json", "vtt", "csv", "rttm")),
            ],
            Audio(), Timelines(), [406, 413, 422, 503, 504, 507]),
        [("/v1/explain", HttpMethod.Post)] = new(
            [
                .. OfFile.Take(2), .. OfWindows,
                Query("occlusion", Flag("Whether it is looked for what spoke for the answer (default true).")),
            ],
            Audio(), Answers(Ref("Explanation")), [413, 422, 503, 504, 507]),
        [("/v1/stream", HttpMethod.Get)] = new(
            [
                Query("rate", Whole("Samples a second, 100 to 1,000,000 (default 16000).")),
                Query("encoding", OneOf("How a sample is stored (default s16le).", [.. RawPcmFormat.Encodings])),
                Query("channels", Whole("How many channels lie interleaved, 1 to 64 (default 1).")), .. OfWindows,
                Query("voice", Text("The name of the speaker's voice.")),
            ],
            null, [], [404, 422, 426], "101"),
        [("/v1/studio", HttpMethod.Get)] = new([], null, Answers(Ref("Studio")), []),
        [("/v1/trainings", HttpMethod.Get)] = new([], null, Answers(Ref("Trainings")), [404]),
        [("/v1/trainings/{name}", HttpMethod.Get)] = new([], null, Answers(Ref("TrainingWithCurves")), [404]),
        [("/v1/trainings/{name}/answers", HttpMethod.Get)] = new(
            [
                Query("truth", Text("The true emotion.")), Query("answer", Text("The emotion that the model named.")),
                Query("speaker", Text("Who speaks.")), Query("wrong", Flag("Whether the answer was wrong.")),
                Query("offset", Whole("How many are left out (default 0).")), Query("limit", Whole("How many, 1 to 1000 (default 100).")),
            ],
            null, Answers(Ref("TestedAnswers")), [404]),
        [("/v1/trainings/{name}/clips/{id}", HttpMethod.Get)] = new([], null, Content(("audio/wav", Bytes())), [404]),
        [("/v1/trainings/compare", HttpMethod.Get)] = new(
            [Needed("a", "The name of a training."), Needed("b", "The name of another.")], null, Answers(Ref("TrainingDifference")),
            [404, 422]),
        [("/v1/models", HttpMethod.Get)] = new([], null, Answers(Ref("Models")), []),
        [("/v1/models/{name}", HttpMethod.Get)] = new([], null, Answers(Ref("Card")), [404]),
        [("/v1/models/{name}/graph", HttpMethod.Get)] = new([], null, Content(("application/octet-stream", Bytes())), [404]),
        [("/v1/models/{name}/hearing", HttpMethod.Get)] = new([], null, Answers(Ref("Hearing")), [404]),
        [("/v1/detector/graph", HttpMethod.Get)] = new([], null, Content(("application/octet-stream", Bytes())), [404]),
        [("/v1/voices", HttpMethod.Get)] = new([], null, Answers(Ref("Voices")), []),
        [("/v1/voices", HttpMethod.Post)] = new(
            [Query("name", Text("What the speaker is called (default speaker).")), .. OfEnrollment], Clips(),
            Answers(Ref("MadeVoice")), [413, 422, 503, 504, 507]),
        [("/v1/voices/{name}", HttpMethod.Get)] = new([], null, Answers(Ref("Voice")), [404]),
        [("/v1/voices/{name}", HttpMethod.Post)] = new(
            [.. OfEnrollment, Query("replace", Flag("Whether a voice of that name is replaced (default false)."))], Clips(),
            Answers(Ref("EnrolledVoice")), [409, 413, 422, 503, 504, 507], "201"),
        [("/v1/voices/{name}", HttpMethod.Delete)] = new([], null, [], [404], "204"),
        [("/v1/predictions", HttpMethod.Get)] = new([.. Filters, .. Pages], null, Answers(Ref("Predictions")), [404, 503]),
        [("/v1/predictions/export", HttpMethod.Get)] = new(
            [.. Filters, Query("format", OneOf("How it is written (default jsonl).", "jsonl", "csv"))], null,
            Content(("application/jsonl", Ref("KeptPrediction")), ("text/csv", Text("A table."))), [404, 503]),
        [("/v1/predictions/{id}", HttpMethod.Get)] = new([], null, Answers(Ref("KeptPrediction")), [404, 503]),
        [("/v1/predictions/{id}", HttpMethod.Delete)] = new([], null, [], [404, 503], "204"),
        [("/v1/predictions/{id}/correction", HttpMethod.Put)] = new(
            [], Body((Json, Ref("Correction"))), Answers(Ref("KeptPrediction")), [404, 503]),
        [("/v1/corrections", HttpMethod.Get)] = new(
            [.. Filters.Where(f => f.Name != "corrected")], null,
            Content(("text/csv", Text("A manifest that training takes."))), [404, 503]),
        [("/v1/runs", HttpMethod.Get)] = new(
            [Query("recipe", Text("A recipe's name.")), .. Pages], null, Answers(Ref("Runs")), [404, 503]),
        [("/v1/runs", HttpMethod.Post)] = new(
            [], Body((Json, new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "What 'undertone runs show RUN --json' prints.",
            })),
            Answers(Ref("Run")), [404, 413, 503]),
        [("/healthz", HttpMethod.Get)] = new([], null, Answers(Ref("Status")), []),
        [("/readyz", HttpMethod.Get)] = new([], null, Answers(Ref("Status")), [503]),
    };

    /// <summary>Completes an operation.</summary>
    /// <returns>False where nothing is known of it.</returns>
    public static bool Complete(string path, HttpMethod method, OpenApiOperation operation, bool wantsKey)
    {
        if (!Known.TryGetValue((path, method), out var detail)) return false;
        operation.OperationId = IdOf(path, method);
        operation.Parameters =
        [
            .. path.Split('/').Where(p => p.StartsWith('{')).Select(p => new OpenApiParameter
            {
                Name = p.Trim('{', '}'),
                In = ParameterLocation.Path,
                Required = true,
                Schema = p == "{id}" ? Whole("Its number.") : Text("Its name."),
            }),
            .. detail.Parameters,
        ];
        operation.RequestBody = detail.Body;
        operation.Responses = new OpenApiResponses
        {
            [detail.Good] = new OpenApiResponse
            {
                Description = detail.Good == "101" ? "The stream is open." : "The answer.",
                Content = detail.Answers,
            },
        };
        var open = path is "/healthz" or "/readyz";
        // What those who guard the service say: no such name, no key, not from that page, too often.
        int[] guards = [StatusCodes.Status400BadRequest, StatusCodes.Status403Forbidden];
        if (!open) guards = [.. guards, StatusCodes.Status429TooManyRequests];
        if (!open && wantsKey) guards = [.. guards, StatusCodes.Status401Unauthorized];
        foreach (var status in detail.Refusals.Union(guards).Order()) operation.Responses[$"{status}"] = Refusal(status);
        // Health needs no key.
        if (wantsKey && open) operation.Security = [];
        return true;
    }

    private static string IdOf(string path, HttpMethod method)
    {
        var words = path.Replace("/v1/", "/").Split('/', StringSplitOptions.RemoveEmptyEntries).Select(w => w.Trim('{', '}'));
        return method.Method.ToLowerInvariant() + string.Concat(words.Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
    }

    private static OpenApiParameter Query(string name, OpenApiSchema schema) => new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Description = schema.Description,
        Schema = schema,
    };

    private static OpenApiParameter Needed(string name, string description)
    {
        var parameter = Query(name, Text(description));
        parameter.Required = true;
        return parameter;
    }

    private static OpenApiRequestBody Audio() => Body(
        ("multipart/form-data", Of("A form.", ("file", Bytes()), ("voice", Optional(Ref("VoiceFile"))))),
        ("application/octet-stream", Bytes()), ("audio/*", Bytes()));

    private static OpenApiRequestBody Clips() => Body(("multipart/form-data", Of("A form.", ("file", List(Bytes())))));

    private static OpenApiRequestBody Body(params (string Type, IOpenApiSchema Schema)[] types) =>
        new() { Required = true, Content = Content(types) };

    private static Dictionary<string, OpenApiMediaType> Answers(IOpenApiSchema schema) => Content((Json, schema));

    private static Dictionary<string, OpenApiMediaType> Timelines() => Content(
        (Json, new OpenApiSchema
        {
            Description = "One answer, or a list with one a channel where channels are split.",
            OneOf = [Ref("Prediction"), new OpenApiSchema { Type = JsonSchemaType.Array, Items = Ref("Prediction") }],
        }),
        ("text/vtt", Text("Subtitles.")), ("text/csv", Text("A table.")), ("text/plain", Text("RTTM.")));

    private static Dictionary<string, OpenApiMediaType> Content(params (string Type, IOpenApiSchema Schema)[] types) =>
        types.ToDictionary(t => t.Type, t => new OpenApiMediaType { Schema = t.Schema });

    private static OpenApiResponse Refusal(int status)
    {
        var response = new OpenApiResponse
        {
            Description = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
            Content = Content(("application/problem+json", Ref("Problem"))),
        };
        if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers = new Dictionary<string, IOpenApiHeader>
            {
                ["Retry-After"] = new OpenApiHeader { Description = "When to ask again, in seconds.", Schema = Whole("Seconds.") },
            };
        }

        return response;
    }

    private sealed record Detail(
        IReadOnlyList<OpenApiParameter> Parameters, OpenApiRequestBody? Body, Dictionary<string, OpenApiMediaType> Answers,
        IReadOnlyList<int> Refusals, string Good = "200");
}
