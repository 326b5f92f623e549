using System.Text.Json.Nodes;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Evaluation;

/// <summary>How a score was made: which data a model was tested on, and what it knew of the speakers.</summary>
/// <param name="Kind">How the data was divided.</param>
/// <param name="Folds">How many models were trained and tested.</param>
/// <param name="Seed">The seed of the split.</param>
/// <param name="SpeakerIndependent">
/// Whether no tested speaker was heard in training; null where the data does not name the speakers that would tell.
/// </param>
/// <param name="Normalization">What scalers were fitted on. Default the training part.</param>
public sealed record Protocol(
    ProtocolKind Kind, int Folds, int Seed, bool? SpeakerIndependent, Normalization Normalization = Normalization.Training)
{
    /// <summary>The share of utterances that <see cref="ProtocolKind.Random"/> tests. Default 0.2.</summary>
    public double TestShare { get; init; } = ProtocolSpec.DefaultTestShare;

    /// <summary>Which utterances of the data were used, as a part of a sentence; empty for all. Default empty.</summary>
    public string Selection { get; init; } = "";

    /// <summary>The name of <see cref="Kind"/>, such as <c>speaker-kfold</c>.</summary>
    public string Name => ProtocolSpec.NameOf(Kind);

    /// <summary>One sentence that belongs beside every score.</summary>
    public string Describe() => Kind switch
    {
        ProtocolKind.SpeakerKFold => $"{Folds} folds over whole speakers: every speaker is tested by a model that has never heard them",
        ProtocolKind.LeaveOneSpeakerOut =>
            $"leave one speaker out, {Folds} folds: every speaker is tested by a model that has never heard them",
        ProtocolKind.LeaveOneCorpusOut => $"leave one corpus out, {Folds} folds: every corpus is tested by a model that has never heard it",
        ProtocolKind.Split =>
            "a given split, " + Known(
                "no speaker on both sides", "with speakers on both sides", "with speakers that the data does not name"),
        ProtocolKind.Partition => "the partitions of the data's publishers, " + Known(
            "no speaker on both sides", "with speakers on both sides", "with speakers that the data does not name"),
        ProtocolKind.LeaveOnePartitionOut => $"leave one partition out, {Folds} folds: " + Known(
            "every partition is tested by a model that has heard none of its speakers",
            "every partition is tested by a model that was trained on the others, with speakers on both sides",
            "every partition is tested by a model that was trained on the others, with speakers that the data does not name"),
        ProtocolKind.Random => FormattableString.Invariant($"random stratified {100 * (1 - TestShare):0.#}/{100 * TestShare:0.#} split: ")
            + Known("no speaker is in both parts", "the same speakers are in training and test", "the data does not name its speakers"),
        ProtocolKind.ModelOnData => "a finished model on " + Known(
            "speakers that it was not trained on", "data with speakers that it was trained on", "data that does not name its speakers"),
        _ => "no evaluation",
    } + $" (seed {Seed}, {Scaling})" + (Selection.Length == 0 ? "" : $"; of the data: {Selection}");

    /// <summary>What a reader must know before believing the score, or null.</summary>
    public string? Warning
    {
        get
        {
            if (Kind == ProtocolKind.None) return null;
            string?[] warnings =
            [
                SpeakerIndependent switch
                {
                    true => null,
                    false =>
                        "Speakers are shared between training and test, so these scores are inflated: expect far lower ones on a new " +
                        "voice.",
                    null => "The data does not name all its speakers, so the same voices may be in training and test: "
                        + "these scores may be inflated. Expect lower ones on a new voice.",
                },
                Normalization == Normalization.Speaker
                    ? "Features were normalised with all recordings of each tested speaker, which a deployed system does not have: " +
                    "expect lower scores in use."
                    : null,
            ];
            return warnings.Any(w => w is not null) ? string.Join(" ", warnings.Where(w => w is not null)) : null;
        }
    }

    private string Known(string independent, string shared, string unknown) =>
        SpeakerIndependent switch { true => independent, false => shared, null => unknown };

    private string Scaling => Normalization switch
    {
        Normalization.Speaker => "features normalised per speaker, offline",
        Normalization.None => "features not scaled",
        _ => "scaler fitted on training data",
    };

    internal JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["name"] = Name,
            ["folds"] = Folds,
            ["seed"] = Seed,
            ["speakerIndependent"] = SpeakerIndependent,
            ["normalisation"] = Normalization.Word(),
        };
        if (TestShare != ProtocolSpec.DefaultTestShare) json["testShare"] = TestShare;
        if (Selection.Length > 0) json["selection"] = Selection;
        return json;
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    internal static Protocol FromJson(SavedJson json)
    {
        var name = json.Text("name");
        var kinds = Enum.GetValues<ProtocolKind>().Where(k => ProtocolSpec.NameOf(k) == name).ToArray();
        if (kinds.Length == 0) throw new DamagedJsonException("name", "unknown word");
        var normalization = EnumWords.Parse<Normalization>(json.Text("normalisation"))
            ?? throw new DamagedJsonException("normalisation", "unknown word");
        return new Protocol(
            kinds[0], json.WholeNumber("folds"), json.WholeNumber("seed"), json.FlagOrNone("speakerIndependent"), normalization)
        {
            TestShare = json.NumberOrNone("testShare") ?? ProtocolSpec.DefaultTestShare,
        };
    }
}
