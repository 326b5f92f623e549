using Undertone.Recognition.Corpora;
using Undertone.Recognition.Evaluation;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Reports;

/// <summary>A wrong answer of a report.</summary>
/// <param name="Tested">The utterance and the answer.</param>
/// <param name="Number">Its number by confidence, from 1.</param>
/// <param name="Shown">Whether it is shown with a picture.</param>
internal sealed record Mistake(TestedUtterance Tested, int Number, bool Shown)
{
    private const int SpokenRateHz = 16_000;
    private const double MostSeconds = 600;

    /// <summary>The name of its audio in the page.</summary>
    public string ClipId => FormattableString.Invariant($"clip-{Number}");

    /// <summary>Its sound; null where it is not needed or the file cannot be read any more.</summary>
    public AudioClip? Clip { get; private init; }

    /// <summary>Whether the page carries its sound.</summary>
    public bool Embedded { get; private init; }

    /// <summary>All wrong answers, the most confident first; with the sound of those that are shown or heard.</summary>
    public static IReadOnlyList<Mistake> Of(ReportData data)
    {
        var mistakes = data.Evaluation.Tested.Where(t => t.Predicted != t.Truth)
            .OrderByDescending(t => t.Confidence).ThenBy(t => t.Utterance.Corpus, StringComparer.Ordinal)
            .ThenBy(t => t.Utterance.RelativePath, StringComparer.Ordinal)
            .Select((t, i) => new Mistake(t, i + 1, i < data.Mistakes)).ToArray();
        var seconds = 0.0;
        for (var i = 0; i < mistakes.Length; i++)
        {
            var heard = data.EmbedAudio && seconds < MostSeconds;
            if (!mistakes[i].Shown && !heard) continue;
            var clip = TryLoad(mistakes[i].Tested.Utterance);
            var embedded = data.EmbedAudio && clip is not null && (mistakes[i].Shown || seconds + clip.DurationSeconds <= MostSeconds);
            mistakes[i] = mistakes[i] with { Clip = clip, Embedded = embedded };
            if (embedded) seconds += clip!.DurationSeconds;
        }

        return mistakes;
    }

    /// <summary>Its sound as the address of an audio element.</summary>
    public string AudioUri()
    {
        using var bytes = new MemoryStream();
        WavWriter.Write(bytes, Clip!.Resample(SpokenRateHz));
        return "data:audio/wav;base64," + Convert.ToBase64String(bytes.ToArray());
    }

    private static AudioClip? TryLoad(Utterance utterance)
    {
        try
        {
            return UtteranceAudio.Load(utterance);
        }
        catch (Exception e) when (e is AudioFormatException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
