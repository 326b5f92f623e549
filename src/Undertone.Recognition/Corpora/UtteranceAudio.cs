using Undertone.Sound.Audio;

namespace Undertone.Recognition.Corpora;

/// <summary>Loads the audio of utterances: the file, or the part of it that the utterance is.</summary>
internal static class UtteranceAudio
{
    private const int BlockSamples = 16384;

    /// <summary>The utterance's samples at the file's own rate.</summary>
    /// <exception cref="AudioFormatException">The content is no audio.</exception>
    /// <exception cref="CorpusException">The part holds no samples.</exception>
    public static AudioClip Load(Utterance utterance)
    {
        if (utterance.Span.Length == 0) return utterance.Clip ?? AudioClip.Load(utterance.Path);
        using var reader = AudioReader.Open(utterance.Path);
        return Part(reader, utterance);
    }

    /// <summary>The utterance's samples at the file's own rate, from the bytes of its file.</summary>
    /// <exception cref="AudioFormatException">The content is no audio.</exception>
    /// <exception cref="CorpusException">The part holds no samples.</exception>
    public static AudioClip Load(Stream file, Utterance utterance)
    {
        if (utterance.Span.Length == 0) return AudioClip.Load(file, utterance.Path);
        using var reader = AudioReader.Open(file, utterance.Path);
        return Part(reader, utterance);
    }

    /// <summary>The first sample of an utterance and the one after its last, counted from the beginning of its file.</summary>
    public static (long Start, long End) Samples(Utterance utterance, int sampleRateHz) =>
        (Sample(utterance.StartSeconds ?? 0, sampleRateHz), utterance.EndSeconds is { } end ? Sample(end, sampleRateHz) : long.MaxValue);

    private static AudioClip Part(AudioReader reader, Utterance utterance)
    {
        var (start, end) = Samples(utterance, reader.SampleRateHz);
        var (samples, block) = (new List<float>(), new float[BlockSamples]);
        for (var at = 0L; at < end;)
        {
            var count = reader.Read(block);
            if (count == 0) break;
            var (first, last) = ((int)Math.Clamp(start - at, 0, count), (int)Math.Clamp(end - at, 0, count));
            samples.AddRange(block.AsSpan(first, Math.Max(0, last - first)));
            at += count;
        }

        return samples.Count > 0
            ? new AudioClip([.. samples], reader.SampleRateHz)
            : throw new CorpusException(utterance.Path,
                $"the part {utterance.Span} holds no samples: mend the start and end in the manifest.");
    }

    private static long Sample(double seconds, int sampleRateHz) => (long)Math.Round(seconds * sampleRateHz);
}
