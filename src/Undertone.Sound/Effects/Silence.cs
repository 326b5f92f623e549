using Undertone.Sound.Audio;

namespace Undertone.Sound.Effects;

/// <summary>Finds silence by level, as <c>librosa.effects.trim</c> and <c>librosa.effects.split</c> do.</summary>
public static class Silence
{
    /// <summary>The part of a signal between leading and trailing silence.</summary>
    /// <param name="samples">The signal [n].</param>
    /// <param name="options">What counts as silent; librosa's defaults where null.</param>
    /// <returns>Where it begins and ends (exclusive), in samples, as the second result of <c>librosa.effects.trim</c>; (0, 0) for a
    /// signal of which no frame is above the threshold.</returns>
    public static (int Start, int End) TrimInterval(ReadOnlySpan<float> samples, SilenceOptions? options = null)
    {
        options ??= new SilenceOptions();
        var sounding = FindSounding(samples, options);
        var first = Array.IndexOf(sounding, true);
        if (first < 0) return (0, 0);
        var end = (Array.LastIndexOf(sounding, true) + 1L) * options.HopSamples;
        return (first * options.HopSamples, (int)Math.Min(samples.Length, end));
    }

    /// <summary>The clip without leading and trailing silence, as the first result of <c>librosa.effects.trim</c>.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="options">What counts as silent; librosa's defaults where null.</param>
    /// <returns>A new clip, empty where all is silent.</returns>
    public static AudioClip Trim(AudioClip clip, SilenceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(clip);
        var (start, end) = TrimInterval(clip.Samples, options);
        return new AudioClip(clip.Samples[start..end], clip.SampleRateHz);
    }

    /// <summary>The stretches of a signal that are not silent, as <c>librosa.effects.split</c>.</summary>
    /// <param name="samples">The signal [n].</param>
    /// <param name="options">What counts as silent; librosa's defaults where null.</param>
    /// <returns>Where each begins and ends (exclusive), in samples, in order.</returns>
    public static IReadOnlyList<(int Start, int End)> Split(ReadOnlySpan<float> samples, SilenceOptions? options = null)
    {
        options ??= new SilenceOptions();
        var sounding = FindSounding(samples, options);
        var intervals = new List<(int Start, int End)>();
        for (var frame = 0; frame < sounding.Length; frame++)
        {
            if (!sounding[frame]) continue;
            var start = frame;
            while (frame < sounding.Length && sounding[frame]) frame++;
            var end = (int)Math.Min(samples.Length, (long)frame * options.HopSamples);
            intervals.Add(((int)Math.Min(samples.Length, (long)start * options.HopSamples), end));
        }

        return intervals;
    }

    /// <summary>For every frame, whether its root mean square is above the threshold. Frames
    /// are centred; beyond the signal there are zeros.</summary>
    private static bool[] FindSounding(ReadOnlySpan<float> samples, SilenceOptions options)
    {
        options.Validate();
        if (samples.IsEmpty) return [];
        var half = options.FrameSamples / 2;
        var padded = samples.Length + 2L * half;
        var frames = padded < options.FrameSamples ? 0 : (int)((padded - options.FrameSamples) / options.HopSamples) + 1;
        var powers = new double[frames];
        var loudest = 0.0;
        for (var frame = 0; frame < frames; frame++)
        {
            var start = (long)frame * options.HopSamples - half;
            var from = (int)Math.Max(0, start);
            var to = (int)Math.Min(samples.Length, start + options.FrameSamples);
            var sum = 0.0;
            for (var i = from; i < to; i++) sum += (double)samples[i] * samples[i];
            powers[frame] = sum / options.FrameSamples;
            loudest = Math.Max(loudest, powers[frame]);
        }

        var sounding = new bool[frames];
        var reference = options.ReferenceAmplitude is { } amplitude ? (double)amplitude * amplitude : loudest;
        var thresholdDb = PowerDb(reference) - options.TopDb;
        for (var frame = 0; frame < frames; frame++) sounding[frame] = PowerDb(powers[frame]) > thresholdDb;
        return sounding;
    }

    /// <summary>Decibels as <c>librosa.amplitude_to_db</c> computes them: nothing below an amplitude of 1e-5.</summary>
    private static double PowerDb(double power) => 10 * Math.Log10(Math.Max(1e-10, power));
}
