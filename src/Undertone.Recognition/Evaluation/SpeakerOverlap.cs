using Undertone.Recognition.Corpora;

namespace Undertone.Recognition.Evaluation;

/// <summary>What the names of speakers tell of a training part and a test part.</summary>
internal static class SpeakerOverlap
{
    /// <summary>
    /// Whether a test is independent of the speakers of the training: false where a named speaker is on both sides; else null where a
    /// speaker that has no name could be: one that is tested, or one of the training in a corpus that is tested too; else true.
    /// </summary>
    public static bool? IsIndependent(IReadOnlyCollection<string> trainedSpeakers, IReadOnlyCollection<Utterance> tested)
    {
        var trained = trainedSpeakers.ToHashSet(StringComparer.Ordinal);
        if (tested.Any(u => u.Speaker != Utterance.UnknownSpeaker && trained.Contains(u.SpeakerKey))) return false;
        var hidden = tested.Any(u => u.Speaker == Utterance.UnknownSpeaker || trained.Contains($"{u.Corpus}/{Utterance.UnknownSpeaker}"));
        return hidden ? null : true;
    }
}
