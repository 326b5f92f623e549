using Undertone.Learning.Metrics;

namespace Undertone.Recognition.Corpora.Collections;

/// <summary>How far the raters of a corpus agree on its emotions.</summary>
/// <param name="Utterances">How many utterances have votes.</param>
/// <param name="Votes">How many votes they have together.</param>
/// <param name="Alpha">
/// Krippendorff's alpha of the emotions as names (<see cref="KrippendorffAlpha"/>): 1 where all agree, 0 where they do as by chance. Null
/// where no utterance has two votes, or all votes are for one emotion.
/// </param>
public sealed record RaterAgreement(int Utterances, int Votes, double? Alpha)
{
    /// <summary>The agreement over utterances with votes; null where there are none.</summary>
    internal static RaterAgreement? Of(IEnumerable<Utterance> utterances)
    {
        var votes = utterances.Select(u => u.Votes).OfType<EmotionVotes>().ToArray();
        if (votes.Length == 0) return null;
        var numbers = votes.SelectMany(v => v.Counts).Select(c => c.Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select((emotion, i) => KeyValuePair.Create(emotion, (double)i)).ToDictionary(StringComparer.Ordinal);
        var alpha = KrippendorffAlpha.Of(
            votes.Select(v => v.Counts.SelectMany(c => Enumerable.Repeat(numbers[c.Key], c.Value)).ToArray()), RatingScale.Nominal);
        return new RaterAgreement(votes.Length, votes.Sum(v => v.Total), double.IsNaN(alpha) ? null : alpha);
    }
}
