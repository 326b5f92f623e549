namespace Undertone.Recognition.Corpora.Synthesis;

/// <summary>How large a synthetic corpus <see cref="SyntheticCorpus.Write"/> makes.</summary>
public sealed record SyntheticCorpusOptions
{
    /// <summary>The number of speakers, 1 to 99; odd ones have a man's voice, even ones a woman's. The default is 8.</summary>
    public int Speakers { get; init; } = 8;

    /// <summary>
    /// How often each speaker says each sentence with each emotion and intensity, 1 or 2 as RAVDESS's names allow. The default is 1: 30
    /// files a speaker.
    /// </summary>
    public int Repetitions { get; init; } = 1;

    /// <summary>Which speakers and utterances are made; another seed makes others. The default is 0.</summary>
    public int Seed { get; init; }

    /// <summary>Refuses options outside their limits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its limits.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Speakers, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Speakers, 99);
        ArgumentOutOfRangeException.ThrowIfLessThan(Repetitions, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Repetitions, 2);
    }
}
