using Undertone.Sound.Audio;

namespace Undertone.Recognition.Corpora.Synthesis;

/// <summary>
/// Speaks a sentence with a voice and a style: a glottal source and noise through a cascade of five moving formants (after Klatt 1980).
/// </summary>
internal static class FormantSynthesizer
{
    /// <summary>The sample rate of everything synthetic.</summary>
    public const int SampleRateHz = 16000;

    private const int ControlSamples = 64;
    private const double BaseLevelDb = -29;
    private static readonly double[] BandwidthsHz = [70, 95, 150, 220, 280];

    /// <summary>The utterance, with a short silence of faint noise around it.</summary>
    public static AudioClip Speak(SyntheticVoice voice, EmotionStyle style, IReadOnlyList<Segment> sentence, ref NoiseGenerator noise)
    {
        var rate = voice.Rate * PortableMath.Exp2(style.RateOctaves);
        var lead = (int)(noise.Between(0.08, 0.18) * SampleRateHz);
        var ends = new int[sentence.Count];
        var total = 0.0;
        for (var i = 0; i < ends.Length; i++)
        {
            total += sentence[i].DurationSeconds / rate * (1 + 0.08 * noise.Normal());
            ends[i] = (int)(total * SampleRateHz);
        }

        var speech = new double[ends[^1] + SampleRateHz / 20];
        Fill(speech, ends, voice, style, sentence, ref noise);
        var gain = PortableMath.FromDb(BaseLevelDb + voice.LevelDb + style.LevelDb) / RootMeanSquare(speech.AsSpan(0, ends[^1]));
        var output = new float[lead + speech.Length + (int)(noise.Between(0.08, 0.18) * SampleRateHz)];
        for (var i = 0; i < output.Length; i++)
        {
            var voiceNow = i >= lead && i - lead < speech.Length ? gain * speech[i - lead] : 0;
            output[i] = (float)(voiceNow + 0.0006 * (noise.Uniform() - 0.5));
        }

        return new AudioClip(output, SampleRateHz);
    }

    private static void Fill(double[] speech, int[] ends, SyntheticVoice voice, EmotionStyle style, IReadOnlyList<Segment> sentence,
        ref NoiseGenerator noise)
    {
        var quality = new VoiceQuality(
            Math.Clamp(voice.Quality.OpenQuotient + style.OpenQuotient, 0.35, 0.9),
            Math.Clamp(voice.Quality.Tilt + style.Tilt, 0.05, 0.9),
            Math.Max(0.01, voice.Quality.Breath + style.Breath),
            Math.Max(0.002, voice.Quality.Jitter + style.Jitter),
            Math.Max(0.01, voice.Quality.Shimmer + style.Shimmer));
        var scale = voice.FormantScale * (1 + style.FormantShift);
        var slackness = Math.Clamp(style.Slackness, 0, 0.8);
        Span<double> formants = [500, 1500, 2500, 3500 * scale, 4500 * scale];
        var (tract, friction, source) = (new Resonator[5], new Resonator(), new GlottalSource());
        var (voicing, frication, accent, pitchHz, at) = (0.0, 0.0, 0.0, 0.0, 0);
        for (var i = 0; i < speech.Length; i++)
        {
            while (at < ends.Length - 1 && i >= ends[at]) at++;
            var segment = sentence[at];
            if (i % ControlSamples == 0)
            {
                // Articulators move, they do not jump: every control value glides to its target in some 15 ms.
                Glide(ref formants[0], scale * Towards(segment.F1Hz, 500, slackness));
                Glide(ref formants[1], scale * Towards(segment.F2Hz, 1500, slackness));
                Glide(ref formants[2], scale * Towards(segment.F3Hz, 2500, slackness));
                Glide(ref voicing, i < ends[^1] ? segment.Voicing * (segment.IsStressed ? 1.25 : 1) : 0);
                Glide(ref frication, i < ends[^1] ? segment.Friction : 0);
                accent += 0.12 * ((segment.IsStressed ? 1 : 0) - accent);
                pitchHz = Pitch(voice, style, Math.Min(1.0, (double)i / ends[^1]), accent, i);
                for (var f = 0; f < tract.Length; f++) tract[f].Tune(formants[f], BandwidthsHz[f], SampleRateHz);
                friction.Tune(segment.FrictionHz, 0.25 * segment.FrictionHz, SampleRateHz);
            }

            var sample = voicing * source.Next(pitchHz, quality, SampleRateHz, ref noise);
            for (var f = 0; f < tract.Length; f++) sample = tract[f].Next(sample);
            speech[i] = sample + frication * friction.Next(noise.Uniform() - 0.5);
        }
    }

    private static double Pitch(SyntheticVoice voice, EmotionStyle style, double position, double accent, int sample)
    {
        var range = voice.PitchRange * PortableMath.Exp2(style.PitchRangeOctaves);
        var movement = range * (1.2 * (0.5 - position) + 2.5 * (accent - 0.35)) + Math.Max(0, position - 0.75) * 4 * style.FinalSemitones;
        var tremor = style.TremorSemitones * PortableMath.Sin(Math.Tau * 7 * sample / SampleRateHz);
        return voice.PitchHz * PortableMath.FromSemitones(style.PitchSemitones + movement + tremor);
    }

    private static void Glide(ref double value, double target) => value += 0.25 * (target - value);

    private static double Towards(double value, double middle, double share) => value + share * (middle - value);

    private static double RootMeanSquare(ReadOnlySpan<double> samples)
    {
        var sum = 0.0;
        foreach (var sample in samples) sum += sample * sample;
        return Math.Sqrt(sum / samples.Length);
    }
}
