using Undertone.Recognition.Experiments;

namespace Undertone.Fleet.Stores;

/// <summary>What stores keep, read from the JSON that <see cref="StoreJson"/> writes.</summary>
internal static class KeptEntries
{
    /// <exception cref="DamagedEntryException">A value is missing, of another kind or impossible.</exception>
    public static PredictionEntry Prediction(KeptJson json) => new()
    {
        Result = json.Answer("result"),
        Model = json.Object("model").Text("name"),
        ModelVersion = json.Object("model").Text("version"),
        AudioHash = json.TextOrNone("audioHash"),
        AudioPath = json.TextOrNone("audioPath"),
        Tag = json.TextOrNone("tag"),
        Speaker = json.TextOrNone("speaker"),
        Key = json.Has("key") ? json.Text("key") : null,
    };

    /// <exception cref="DamagedEntryException">A value is missing, of another kind or impossible.</exception>
    public static RunEntry Run(KeptJson json) => new()
    {
        Name = json.Text("name"),
        Kind = Kind(json.Text("kind")),
        Recipes = json.Texts("recipes"),
        Protocol = json.Text("protocol"),
        Uar = json.ShareOrNone("uar"),
        Path = json.Text("path"),
        Evaluation = json.ObjectOrNone("evaluation"),
    };

    /// <exception cref="DamagedEntryException">A value is missing, of another kind or impossible.</exception>
    public static Correction Correction(KeptJson json) =>
        new(json.Text("label"), json.TextOrNone("by"), json.TextOrNone("note"), json.Time("at"));

    /// <exception cref="DamagedEntryException">It is no kind.</exception>
    public static RunKind Kind(string word)
    {
        foreach (var kind in Enum.GetValues<RunKind>())
        {
            if (StoreJson.Word(kind) == word) return kind;
        }

        throw new DamagedEntryException("kind: expected train, tune or compare");
    }
}
