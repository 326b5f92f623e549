using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Undertone.Recognition.Corpora.Selection;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Experiments;

/// <summary>What all experiments have in common: the data, how it is divided, the labels, the seed.</summary>
public abstract record ExperimentOptions : DataOptions
{
    /// <summary>Begins with nothing set.</summary>
    protected ExperimentOptions()
    {
    }

    /// <summary>Begins with what a finished or interrupted experiment wrote of itself.</summary>
    [SetsRequiredMembers]
    private protected ExperimentOptions(SavedJson json)
    {
        Data = json.Texts("data");
        Corpus = json.TextOrNone("corpus");
        Selection = json.ObjectOrNone("selection") is { } selection ? UtteranceSelection.FromJson(selection) : UtteranceSelection.All;
        Folds = json.WholeNumber("folds");
        Seed = json.WholeNumber("seed");
        Labels = json.TextsOrNone("labels") is { } labels ? new LabelSet(labels) : null;
    }

    /// <summary>The number of folds of <c>speaker-kfold</c>, at least 2. Default 5.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>The emotions to tell apart, or null for all that the data has.</summary>
    public LabelSet? Labels { get; init; }

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        if (Folds < 2) throw new ExperimentOptionException(nameof(Folds), $"{Folds} is too few: at least 2 folds are needed.");
    }

    private protected JsonArray DataJson() => new([.. Data.Select(d => (JsonNode)JsonValue.Create(Path.GetFullPath(d)))]);

    private protected JsonArray? LabelsJson() =>
        Labels is null ? null : new JsonArray([.. Labels.Select(l => (JsonNode)JsonValue.Create(l))]);
}
