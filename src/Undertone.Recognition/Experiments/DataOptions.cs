using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Selection;

namespace Undertone.Recognition.Experiments;

/// <summary>Which data an experiment uses.</summary>
public abstract record DataOptions
{
    /// <summary>Folders and manifests with corpora. Default none.</summary>
    public IReadOnlyList<string> Data { get; init; } = [];

    /// <summary>
    /// Utterances that a program gives, beside or in place of <see cref="Data"/>: from files, from memory, or from anywhere. Their audio is
    /// checked as that of corpora is. A run that is resumed is given the same again. Default null: none.
    /// </summary>
    public IEnumerable<Utterance>? Utterances { get; init; }

    /// <summary>The corpora to use of the data, separated by commas, or null for all.</summary>
    public string? Corpus { get; init; }

    /// <summary>Which utterances are used, and what their emotions count as. Default all as they are.</summary>
    public UtteranceSelection Selection { get; init; } = UtteranceSelection.All;

    /// <summary>The seed of everything that is drawn: splits, utterances, initial weights, shuffling, dropout. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Worker threads, at least 1, or null for one a processor. Results do not depend on it.</summary>
    public int? Threads { get; init; }

    internal int WorkerThreads => Threads ?? Environment.ProcessorCount;

    /// <summary>Checks the options; every experiment does so when it is made.</summary>
    /// <exception cref="ExperimentOptionException">An option cannot work, or does not go with another.</exception>
    public virtual void Validate()
    {
        if (Data is not { Count: > 0 } && Utterances is null)
            throw new ExperimentOptionException(nameof(Data), "there is none: name at least one folder or manifest, or give utterances.");
        if (Corpus is not null && string.IsNullOrWhiteSpace(Corpus))
            throw new ExperimentOptionException(nameof(Corpus), "the name is blank: name a corpus, or leave it out.");
        if (Selection.LimitPerSpeaker is < 1)
        {
            throw new ExperimentOptionException(
                nameof(Selection.LimitPerSpeaker), $"{Selection.LimitPerSpeaker} is too few: keep at least 1 of each speaker.");
        }

        if (Threads is < 1) throw new ExperimentOptionException(nameof(Threads), $"{Threads} is too few: give 1 or more.");
    }
}
