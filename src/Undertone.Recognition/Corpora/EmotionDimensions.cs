namespace Undertone.Recognition.Corpora;

/// <summary>What raters say of an utterance on scales: the mean over raters, in the corpus's own scale.</summary>
/// <param name="Arousal">Calm (low) to excited (high); null where it is not known. Some corpora call it activation.</param>
/// <param name="Valence">Unpleasant (low) to pleasant (high); null where it is not known.</param>
/// <param name="Dominance">Submissive (low) to dominant (high); null where it is not known.</param>
/// <param name="Least">The lowest value of the scale: 1 in IEMOCAP and MSP-Podcast.</param>
/// <param name="Most">The highest value of the scale: 5 in IEMOCAP, 7 in MSP-Podcast.</param>
public sealed record EmotionDimensions(double? Arousal, double? Valence, double? Dominance, double Least, double Most);
