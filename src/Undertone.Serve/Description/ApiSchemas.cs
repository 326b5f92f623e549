using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Undertone.Serve.Description;

/// <summary>What answers are made of.</summary>
internal static class ApiSchemas
{
    /// <summary>All of them by their names.</summary>
    public static Dictionary<string, IOpenApiSchema> All { get; } = new()
    {
        ["Prediction"] = Of(
            "What was heard in a recording: an element of the results of 'undertone predict --json'.",
            [
                ("file", Text("What the client calls it.")),
                ("channel", Optional(Whole("The channel, from 1, where channels are answered one by one."))),
                ("durationSeconds", Number("How long it is.")),
                ("speech", Flag("Whether somebody speaks.")),
                ("emotion", OrNull(Text("The label with the largest score; null without speech, and for a model on dimensions alone."))),
                ("confidence", Number("That label's score, 0 to 1; 0 without speech.")),
                ("uncertain", Flag("Whether the answer is better not relied on.")),
                ("uncertainBecause", List(Text("A reason, such as low-confidence, too-quiet or narrow-band."))),
                ("quality", Optional(Of(
                    "What the recording is like.",
                    [
                        ("speechSeconds", Number("How much of it is speech.")),
                        ("levelDb", OrNull(Number("The level of the speech, dB below full scale."))),
                        ("clippedShare", Number("The share of samples at the limit.")),
                        ("snrDb", OrNull(Number("Speech over noise, dB; null where there is no noise to be measured."))),
                        ("bandwidthHz", OrNull(Number("Up to where there is sound."))),
                        ("flags", List(Text("What is wrong with it."))),
                    ]))),
                ("voice", OrNull(Of(
                    "The voice that the answer is relative to; null for none.",
                    [("name", Text("Its name.")), ("clips", Whole("Of how many clips it is made."))]))),
                ("scores", Scores()),
                ("dimensions", Optional(Dimensions())),
                ("segments", Optional(List(Ref("Segment")))),
            ]),
        ["Segment"] = Of(
            "What was heard in a stretch of a recording or a stream: a line of 'undertone listen --json'.",
            [
                ("startSeconds", Number("Where it begins.")),
                ("endSeconds", Number("Where it ends.")),
                ("speaker", Optional(Text("Who speaks, where speakers are told apart."))),
                ("speech", Flag("Whether somebody speaks.")),
                ("emotion", OrNull(Text("The label with the largest score; null without speech, and for a model on dimensions alone."))),
                ("confidence", Number("That label's score, 0 to 1; 0 without speech.")),
                ("uncertain", Flag("Whether the answer is better not relied on.")),
                ("uncertainBecause", List(Text("A reason."))),
                ("voice", Optional(Of(
                    "The voice that the answer is relative to.",
                    [("name", Text("Its name.")), ("clips", Whole("Of how many clips it is made."))]))),
                ("scores", Scores()),
                ("dimensions", Optional(Dimensions())),
            ]),
        ["Explanation"] = Of(
            "What was heard, and what the answer rests on; spectrogram, pitch and energy are of the first 30 s.",
            [
                ("model", Ref("Model")), ("prediction", Ref("Prediction")),
                ("waveform", Of(
                    "The outline of the whole recording.",
                    [
                        ("secondsPerPeak", Number("How long a stretch one peak stands for.")),
                        ("min", List(Number("A smallest sample."))), ("max", List(Number("A largest sample."))),
                    ])),
                ("spectrogram", Of(
                    "A mel spectrogram.",
                    [
                        ("startSeconds", Number("Where the first frame is.")), ("hopSeconds", Number("From one frame to the next.")),
                        ("frames", Whole("How many.")), ("bands", Whole("How many.")), ("centersHz", List(Number("A band's center."))),
                        ("minDb", Number("What 0 stands for.")), ("maxDb", Number("What 255 stands for.")),
                        ("values", Text("Base64 of frames * bands bytes, frame after frame, the lowest band first.")),
                    ])),
                ("speech", List(Of(
                    "A part in which somebody speaks.",
                    [("startSeconds", Number("Where it begins.")), ("endSeconds", Number("Where it ends."))]))),
                ("pitch", Curve("hz", "The fundamental frequency; null where nothing is voiced.")),
                ("energy", Curve("db", "The level, dB of full scale.")),
                ("occlusion", new OpenApiSchema
                {
                    Description = "What spoke for the answer in up to 15 s; null without speech, or where it was not asked for.",
                    OneOf = [Ref("Occlusion"), new OpenApiSchema { Type = JsonSchemaType.Null }],
                }),
            ]),
        ["Occlusion"] = Of(
            "The probability of an emotion, less what it is with a cell of time and frequency taken down to the noise floor.",
            [
                ("emotion", Text("The emotion.")), ("startSeconds", Number("Where the first column begins.")),
                ("cellSeconds", Number("How long a column is.")), ("bandEdgesHz", List(Number("An edge; one more than bands."))),
                ("columns", Whole("How many, at most 16.")), ("bands", Whole("How many.")),
                ("values", List(List(Number("Of a column and a band; positive where the cell spoke for the emotion.")))),
            ]),
        ["KeptPrediction"] = Of(
            "An answer that was kept, with what people say of it.",
            [
                ("id", Whole("Its number.")),
                ("addedAt", Moment("When it was added.")),
                ("model", Of("What answered.", [("name", Text("Its name.")), ("version", Text("Its version."))])),
                ("audioHash", OrNull(Text("The SHA-256 of the file, hexadecimal."))),
                ("audioPath", OrNull(Text("Where the service keeps the sound; null where it does not."))),
                ("tag", OrNull(Text("The client's word."))),
                ("speaker", OrNull(Text("Who speaks."))),
                ("key", Optional(Text("What is answered once, such as the id of a message; left out where there is none."))),
                ("result", Ref("Prediction")),
                ("label", OrNull(Text("What a person says was heard; null where nobody said anything."))),
                ("corrections", List(Of(
                    "What a person says was heard.",
                    [
                        ("label", Text("The emotion.")), ("by", OrNull(Text("Who says so."))), ("note", OrNull(Text("Why."))),
                        ("at", Moment("When.")),
                    ]))),
            ]),
        ["Run"] = Of(
            "A finished run of training.",
            [
                ("id", Whole("Its number.")), ("addedAt", Moment("When it was added.")), ("name", Text("The name of its folder.")),
                ("kind", Text("train, tune or compare.")), ("recipes", List(Text("A recipe."))),
                ("protocol", Text("How the model was tested.")), ("uar", OrNull(Number("Unweighted average recall, 0 to 1."))),
                ("path", Text("Its folder.")), ("evaluation", OrNull(new OpenApiSchema { Type = JsonSchemaType.Object })),
            ]),
        ["Correction"] = Of(
            "What a person says was heard.",
            [
                ("label", Text("The emotion: a label of the model, or another word of emotion.")),
                ("by", Optional(OrNull(Text("Who says so.")))), ("note", Optional(OrNull(Text("Why.")))),
            ]),
        ["Model"] = Of(
            "A model.", [("name", Text("Its name.")), ("version", Text("Its version.")), ("labels", List(Text("An emotion.")))]),
        ["Studio"] = Of(
            "What the page may offer.",
            [
                ("enrollment", Flag("Whether voices can be kept and deleted.")),
                ("trainings", Flag("Whether there is a folder of trainings.")),
                ("stream", Flag("Whether it answers while sound comes.")), ("model", Ref("Model")),
                ("key", Flag("Whether a key is wanted.")), ("inBrowser", Flag("Whether the page can answer in the browser.")),
            ]),
        ["Voice"] = Of("The voice of a speaker: numbers, no sound.", OfVoice()),
        ["EnrolledVoice"] = Of(
            "The voice of a speaker, now kept.", [.. OfVoice(), ("warnings", List(Text("What to know before it is used.")))]),
        ["VoiceFile"] = Of(
            "A voice for the client to keep: its numbers say something to the model alone that heard the clips.",
            [
                ("formatVersion", Whole("1.")), .. OfVoice().Where(m => m.Name != "soundsAlike"),
                ("modelFingerprint", Text("A digest of the model's weights.")),
                ("mean", List(Number("The mean embedding of the clips."))),
            ]),
        ["MadeVoice"] = Of(
            "A voice that is not kept here.",
            [("voice", Ref("VoiceFile")), ("warnings", List(Text("What to know before it is used.")))]),
        ["Card"] = Of(
            "What a model says of itself.",
            [
                ("name", Text("Its name.")), ("version", Text("Its version.")), ("recipe", Text("The recipe that trained it.")),
                ("labels", List(Text("An emotion."))),
                ("dimensions", Optional(List(Text("A dimension that it answers on, such as arousal.")))),
                ("corpora", List(Of(
                    "Data that it was trained on.",
                    [
                        ("name", Text("Its name.")), ("license", Text("Its terms.")), ("utterances", Whole("How many.")),
                        ("speakers", Whole("Of how many speakers.")),
                    ]))),
                ("evaluation", OrNull(Any())),
            ]),
        ["Hearing"] = Of(
            "How a clip becomes what goes into a model's graph, and what comes out an answer.",
            [
                ("model", Ref("Model")), ("uncertainBelow", Number("Answers of a lower confidence are uncertain.")),
                ("levelDb", Number("The level that clips are brought to, in dB of full scale.")),
                ("bandHz", Number("The band that the model hears, in Hz.")),
                ("floorPower", Number("The mean square of the noise that all spectra share.")), ("recipe", Any()),
            ]),
        ["Trainings"] = Of("Runs of training, newest first.", [("trainings", List(Ref("Training")))]),
        ["Training"] = Of("A run of training.", OfTraining()),
        ["TrainingWithCurves"] = Of(
            "A run of training, its scores and its curves so far.",
            [
                .. OfTraining(), ("evaluation", OrNull(Any())),
                ("folds", List(Of(
                    "A fold.", [("fold", Whole("Its number, from 1.")), ("epochs", List(Any()))]))),
                ("refit", List(Any())),
            ]),
        ["TestedAnswers"] = Of(
            "What a model said of utterances that it was tested on.",
            [
                ("total", Whole("How many there are in all.")),
                ("answers", List(Of(
                    "An utterance and the answer.",
                    [
                        ("id", Whole("Its number in the training.")), ("file", Text("The name of its file.")),
                        ("speaker", Text("Who speaks.")), ("corpus", Text("The data that it is of.")),
                        ("truth", Text("The true emotion.")), ("answer", Text("The emotion that the model named.")),
                        ("confidence", Number("That emotion's score.")), ("scores", Scores()),
                    ]))),
            ]),
        ["TrainingDifference"] = Of(
            "Two trainings over the utterances that both were tested on.",
            [
                ("a", Ref("Training")), ("b", Ref("Training")), ("common", Whole("How many utterances those are.")),
                ("both", Whole("How many both named right.")), ("onlyA", Whole("How many the first alone did.")),
                ("onlyB", Whole("How many the second alone did.")), ("neither", Whole("How many neither did.")),
                ("uarDifference", Number("The first one's unweighted average recall less the second one's.")),
                ("interval", new OpenApiSchema
                {
                    Type = JsonSchemaType.Array | JsonSchemaType.Null,
                    Description = "Its 95 % interval over speakers; null where there is one only.",
                    Items = Number("An end."),
                }),
                ("p", Number("How probable so large a difference is by chance.")),
            ]),
        ["Models"] = Of("The models that answer.", [("models", List(Ref("Model")))]),
        ["Voices"] = Of("The voices that answers can be relative to.", [("voices", List(Ref("Voice")))]),
        ["Predictions"] = Of("A page.", [("predictions", List(Ref("KeptPrediction"))), ("next", Next())]),
        ["Runs"] = Of("A page.", [("runs", List(Ref("Run"))), ("next", Next())]),
        ["Status"] = Of("How the service is.", [("status", Text("healthy or ready."))]),
        ["Problem"] = Of(
            "What is wrong (RFC 9457).",
            [
                ("type", Text("about:blank.")), ("title", Text("The words of the status.")), ("status", Whole("The status.")),
                ("detail", Text("What is wrong and what to do, for people.")), ("code", Text("What is wrong, a word for programs.")),
            ]),
    };

    public static IOpenApiSchema Ref(string name) => new OpenApiSchemaReference(name);

    public static OpenApiSchema Text(string description) => Plain(JsonSchemaType.String, description);

    public static OpenApiSchema Number(string description) => Plain(JsonSchemaType.Number, description);

    public static OpenApiSchema Whole(string description) => Plain(JsonSchemaType.Integer, description);

    public static OpenApiSchema Flag(string description) => Plain(JsonSchemaType.Boolean, description);

    public static OpenApiSchema OneOf(string description, params string[] words) => new()
    {
        Type = JsonSchemaType.String,
        Description = description,
        Enum = [.. words.Select(w => (JsonNode)JsonValue.Create(w))],
    };

    public static OpenApiSchema Bytes() => new() { Type = JsonSchemaType.String, Format = "binary" };

    public static OpenApiSchema Moment(string description)
    {
        var schema = Text(description);
        schema.Format = "date-time";
        return schema;
    }

    /// <summary>An object, of which all members that are not <see cref="Optional"/> are always there.</summary>
    public static OpenApiSchema Of(string description, params (string Name, IOpenApiSchema Schema)[] members) => new()
    {
        Type = JsonSchemaType.Object,
        Description = description,
        Properties = members.ToDictionary(m => m.Name, m => m.Schema is Sometimes s ? s.Inner : m.Schema),
        Required = members.Where(m => m.Schema is not Sometimes).Select(m => m.Name).ToHashSet(),
    };

    private static OpenApiSchema Curve(string unit, string description) => Of(
        "Numbers over time.",
        [
            ("startSeconds", Number("Where the first is.")), ("hopSeconds", Number("From one to the next.")),
            (unit, List(OrNull(Number(description)))),
        ]);

    private static OpenApiSchema Any() => new() { Type = JsonSchemaType.Object, AdditionalProperties = new OpenApiSchema() };

    private static (string Name, IOpenApiSchema Schema)[] OfTraining() =>
    [
        ("name", Text("The name of its folder.")), ("kind", Text("train, tune or compare.")), ("recipe", Text("Its recipes.")),
        ("created", OrNull(Moment("When it was begun."))),
        ("state", OneOf("Whether it goes on.", "running", "finished", "stopped")), ("data", List(Text("The name of a folder or table."))),
        ("protocol", Text("How it is tested.")), ("seed", OrNull(Whole("What its random numbers are drawn from."))),
        ("uar", OrNull(Number("Unweighted average recall, 0 to 1."))), ("accuracy", OrNull(Number("The share of right answers."))),
        ("tags", List(Text("A word to find it by."))), ("note", Text("What a person wrote of it.")),
    ];

    private static (string Name, IOpenApiSchema Schema)[] OfVoice() =>
    [
        ("name", Text("Its name.")), ("model", Text("The model that it is for.")), ("clips", Whole("Of how many clips it is made.")),
        ("seconds", Number("How much speech they hold.")), ("neutral", Flag("Whether all were said to be neutral.")),
        ("spread", OrNull(Number("How different they are."))), ("sameAnswer", OrNull(Number("How many of them got one answer."))),
        ("soundsAlike", OrNull(Flag("Whether they sound like one speaker."))),
    ];

    private static OpenApiSchema Plain(JsonSchemaType type, string description) => new() { Type = type, Description = description };

    private static OpenApiSchema OrNull(OpenApiSchema schema)
    {
        schema.Type |= JsonSchemaType.Null;
        return schema;
    }

    public static OpenApiSchema Optional(IOpenApiSchema schema) => new Sometimes(schema);

    public static OpenApiSchema List(IOpenApiSchema item) => new() { Type = JsonSchemaType.Array, Items = item };

    private static OpenApiSchema Next() => OrNull(Whole("What 'after' is for the next page; null on the last."));

    private static OpenApiSchema Dimensions() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "A number for each dimension of the model, on the scale of its data.",
        AdditionalProperties = Number("Such as arousal."),
    };

    private static OpenApiSchema Scores() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "A probability for each label of the model.",
        AdditionalProperties = Number("0 to 1."),
    };

    /// <summary>A member that is not always there.</summary>
    private sealed class Sometimes(IOpenApiSchema inner) : OpenApiSchema
    {
        public IOpenApiSchema Inner => inner;
    }
}
