using Undertone.Sound.Audio;

namespace Undertone.Cli.Tools;

/// <summary>A recording, or a channel of it, as recognisers of words want it: 16 kHz, block by block.</summary>
internal static class SpeechTrack
{
    /// <summary>Samples a second.</summary>
    public const int RateHz = 16000;

    private const int BlockFrames = 1 << 13;

    /// <summary>The blocks; each is good until the next is asked for.</summary>
    /// <param name="file">The recording.</param>
    /// <param name="channel">The channel, counted from 1; null for the mix of all.</param>
    public static IEnumerable<ReadOnlyMemory<float>> Of(string file, int? channel) =>
        channel is { } c ? OfChannel(file, c - 1) : OfMix(file);

    private static IEnumerable<ReadOnlyMemory<float>> OfMix(string file)
    {
        using var reader = AudioReader.Open(file, RateHz);
        var block = new float[BlockFrames];
        while (reader.Read(block) is > 0 and var count) yield return block.AsMemory(0, count);
    }

    private static IEnumerable<ReadOnlyMemory<float>> OfChannel(string file, int channel)
    {
        using var reader = AudioReader.Open(file);
        var (rate, channels) = (reader.SampleRateHz, reader.Info.Channels);
        var resampler = rate == RateHz ? null : new Resampler(rate, RateHz);
        var (frames, own) = (new float[BlockFrames * channels], new float[BlockFrames]);
        var resampled = new float[resampler?.MaxOutput(BlockFrames) ?? 0];
        while (reader.ReadFrames(frames) is > 0 and var count)
        {
            for (var i = 0; i < count; i++) own[i] = frames[(i * channels) + channel];
            if (resampler is null) yield return own.AsMemory(0, count);
            else yield return resampled.AsMemory(0, resampler.Process(own.AsSpan(0, count), resampled));
        }

        while (resampler?.Flush(resampled) is > 0 and var rest) yield return resampled.AsMemory(0, rest);
    }
}
