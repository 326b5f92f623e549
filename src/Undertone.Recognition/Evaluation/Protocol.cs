using System.Text.Json.Nodes;

namespace Undertone.Recognition.Evaluation;

/// <summary>How a score was made: which data a model was tested on, and what it knew of the speakers.</summary>
/// <param name="Name"><c>speaker-kfold</c>, <c>loso</c>, <c>leave-one-corpus-out</c>, <c>split</c>, <c>random</c>, <c>none</c>, or <c>model-on-data</c> for a finished model.</param>
/// <param name="Folds">How many models were trained and tested.</param>
/// <param name="Seed">The seed of the split.</param>
/// <param name="SpeakerIndependent">Whether no tested speaker was heard in training.</param>
/// <param name="Normalisation">What scalers were fitted on: <c>training</c> (the training part), <c>speaker</c> (all recordings of each speaker, tested ones too) or <c>none</c>.</param>
public sealed record Protocol(string Name, int Folds, int Seed, bool SpeakerIndependent, string Normalisation = "training")
{
    /// <summary>The share of utterances that <c>random</c> tests. Default 0.2.</summary>
    public double TestShare { get; init; } = ProtocolPlan.DefaultTestShare;

    /// <summary>One sentence that belongs beside every score.</summary>
    public string Describe() => Name switch
    {
        "speaker-kfold" => $"{Folds} folds over whole speakers: every speaker is tested by a model that has never heard them",
        "loso" => $"leave one speaker out, {Folds} folds: every speaker is tested by a model that has never heard them",
        "leave-one-corpus-out" => $"leave one corpus out, {Folds} folds: every corpus is tested by a model that has never heard it",
        "split" => SpeakerIndependent ? "a given split, no speaker on both sides" : "a given split, with speakers on both sides",
        "random" => FormattableString.Invariant($"random stratified {100 * (1 - TestShare):0.#}/{100 * TestShare:0.#} split: the same speakers are in training and test"),
        "model-on-data" => SpeakerIndependent ? "a finished model on speakers that it was not trained on" : "a finished model on data with speakers that it was trained on",
        _ => "no evaluation",
    } + $" (seed {Seed}, {Scaling})";

    /// <summary>What a reader must know before believing the score, or null.</summary>
    public string? Warning
    {
        get
        {
            if (Name == "none") return null;
            string?[] warnings =
            [
                SpeakerIndependent ? null : "Speakers are shared between training and test, so these scores are inflated: expect far lower ones on a new voice.",
                Normalisation == "speaker" ? "Features were normalised with all recordings of each tested speaker, which a deployed system does not have: expect lower scores in use." : null,
            ];
            return warnings.Any(w => w is not null) ? string.Join(" ", warnings.Where(w => w is not null)) : null;
        }
    }

    private string Scaling => Normalisation switch
    {
        "speaker" => "features normalised per speaker, offline",
        "none" => "features not scaled",
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
            ["normalisation"] = Normalisation,
        };
        if (TestShare != ProtocolPlan.DefaultTestShare) json["testShare"] = TestShare;
        return json;
    }
}
