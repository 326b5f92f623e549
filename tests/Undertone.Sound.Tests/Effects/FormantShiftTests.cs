using Undertone.Sound.Audio;
using Undertone.Sound.Effects;
using Undertone.Sound.Features.Pitch;
using Undertone.Sound.Features.Voice;

namespace Undertone.Sound.Tests.Effects;

public class FormantShiftTests
{
    private const int Rate = 16_000;

    [Theory]
    [InlineData(120, 1.15)]
    [InlineData(120, 0.87)]
    [InlineData(210, 1.1)]
    [InlineData(210, 0.9)]
    public void Formants_move_by_the_factor_and_the_pitch_stays(double pitchHz, double factor)
    {
        var vowel = new AudioClip(Vowel(pitchHz), Rate);
        var moved = FormantShift.Apply(vowel, factor);
        moved.Samples.Length.ShouldBe(vowel.Samples.Length);
        for (var formant = 0; formant < 2; formant++)
            (Formant(moved, formant) / Formant(vowel, formant)).ShouldBe(factor, 0.04, $"formant {formant + 1}");
        Pitch(moved).ShouldBe(Pitch(vowel), 0.01 * pitchHz);
    }

    [Fact]
    public void A_factor_of_1_changes_nothing()
    {
        var vowel = Vowel(150);
        var same = FormantShift.Apply(new AudioClip(vowel, Rate), 1).Samples;
        for (var i = 0; i < vowel.Length; i++) same[i].ShouldBe(vowel[i], 1e-5f);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(300)]
    public void Short_and_silent_clips_keep_their_length(int length)
    {
        FormantShift.Apply(new AudioClip(new float[length], Rate), 1.2).Samples.ShouldBe(new float[length]);
        FormantShift.Apply(new AudioClip(Noise.Of(length, 1), Rate), 1.2).Samples.Length.ShouldBe(length);
    }

    [Theory]
    [InlineData(0.49)]
    [InlineData(2.01)]
    [InlineData(double.NaN)]
    public void Factors_out_of_range_are_refused(double factor) =>
        Should.Throw<ArgumentOutOfRangeException>(() => FormantShift.Apply(new AudioClip([1f], Rate), factor));

    /// <summary>Pulses through resonators at 700, 1220 and 2600 Hz.</summary>
    private static float[] Vowel(double pitchHz)
    {
        var samples = new double[Rate];
        for (var at = 0.0; at < samples.Length; at += Rate / pitchHz) samples[(int)at] = 1;
        foreach (var (hz, bandHz) in new[] { (700.0, 80.0), (1220.0, 90.0), (2600.0, 120.0) })
        {
            var radius = Math.Exp(-Math.PI * bandHz / Rate);
            var (a, b) = (2 * radius * Math.Cos(2 * Math.PI * hz / Rate), -radius * radius);
            for (var i = 0; i < samples.Length; i++)
                samples[i] = ((1 - a - b) * samples[i]) + (i > 0 ? a * samples[i - 1] : 0) + (i > 1 ? b * samples[i - 2] : 0);
        }

        var most = samples.Max(Math.Abs);
        return Array.ConvertAll(samples, s => (float)(0.5 * s / most));
    }

    private static double Formant(AudioClip clip, int formant)
    {
        var track = Formants.Compute(clip.Samples, Rate, new FormantOptions { CeilingHz = 5000 }).FrequencyHz;
        var values = Enumerable.Range(4, track.Frames - 8).Select(t => track.Frame(t)[formant]).Where(float.IsFinite).Order().ToArray();
        return values[values.Length / 2];
    }

    private static double Pitch(AudioClip clip)
    {
        var track = Pyin.Compute(clip.Samples, Rate, new PyinOptions { MaxFrequencyHz = 500 }).FrequencyHz;
        var values = track.Values.Where(float.IsFinite).Order().ToArray();
        return values[values.Length / 2];
    }
}
