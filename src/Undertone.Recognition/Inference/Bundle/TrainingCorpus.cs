namespace Undertone.Recognition.Inference.Bundle;

/// <summary>A corpus that a model was trained on.</summary>
/// <param name="Name">Such as <c>ravdess</c>.</param>
/// <param name="License">The corpus's terms where they are known, else an empty text.</param>
/// <param name="Utterances">How many of its files were used.</param>
/// <param name="Speakers">How many of its speakers were used.</param>
public sealed record TrainingCorpus(string Name, string License, int Utterances, int Speakers)
{
    /// <summary>Whether its terms allow commercial use; null where they are not known.</summary>
    public bool? CommercialUse { get; init; }

    /// <summary>Whether its terms allow to pass on what is made of it; null where they are not known.</summary>
    public bool? Derivatives { get; init; }
}
