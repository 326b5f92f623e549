using Undertone.Sound.Audio;

namespace Undertone.Recognition.Inference;

/// <summary>What a person should know of a recording beside the answer for it.</summary>
internal static class RecordingNotes
{
    /// <summary>One sentence each, without the file's name.</summary>
    public static IReadOnlyList<string> Of(AudioFindings? findings)
    {
        var notes = new List<string>();
        if (findings is { ChannelsCancel: true, TakenChannel: { } channel })
        {
            notes.Add(FormattableString.Invariant($"its channels cancel each other in the mix, so channel {channel + 1} alone was heard. ")
                + "One of them was recorded the other way round; export that one alone.");
        }

        if (findings is { IsFarBeyondFullScale: true, Peak: var peak })
        {
            notes.Add(FormattableString.Invariant($"its samples reach {peak:G3} times full scale, as if stored in another scale; ")
                + "the answer may mean nothing. Export it with samples from -1 to 1.");
        }

        return notes;
    }
}
