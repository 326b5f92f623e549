using Undertone.Recognition.Hearing;
using Undertone.Sound.Audio;
using Undertone.Sound.Effects;

namespace Undertone.Recognition.Tests.Hearing;

public sealed class PickedSpeechTests
{
    private const int Rate = 16000;
    private const int Grid = 1280;

    private static readonly float[] Spoken =
        AudioClip.Load(Repository.Of("tests", "Golden", "librosa-0.11.0", "speech_b_16k", "speech_b_16k.wav")).Samples;

    [Theory]
    [InlineData(1, 0)]
    [InlineData(777, 12_345)]
    [InlineData(16_000, 1)]
    [InlineData(80_000, 80_000)]
    public void Silence_around_changes_nothing(int before, int behind)
    {
        var plain = Pick(Spoken);
        var around = Pick([.. new float[before], .. Spoken, .. new float[behind]]);
        around.Length.ShouldBe(plain.Length);
        for (var i = 0; i < plain.Length; i++) around[i].ShouldBe(plain[i], 1e-6f, $"sample {i}");
    }

    [Fact]
    public void The_loudest_moment_of_each_stretch_of_speech_lies_on_the_grid()
    {
        foreach (var before in new[] { 0, 333, 640, 5000 })
        {
            float[] once = [.. new float[before], .. Spoken];
            Loudest(Pick(once)).ShouldBe(0, $"{before} samples before");
        }

        // Two stretches: the second stands behind the first as it was cut.
        var (first, both) = (Pick(Spoken), Pick([.. Spoken, .. new float[40_000], .. Spoken, .. new float[16_000]]));
        both.Length.ShouldBeGreaterThan(first.Length);
        var envelope = ActiveLevel.Envelope(both, Rate);
        var second = Enumerable.Range(first.Length, both.Length - first.Length).MaxBy(i => envelope[i]);
        (second % Grid).ShouldBe(0);
    }

    [Fact]
    public void A_recording_that_begins_in_the_middle_of_a_word_is_filled_up_with_silence()
    {
        var loudest = Enumerable.Range(0, Spoken.Length).MaxBy(i => Math.Abs(Spoken[i]));
        var picked = Pick(Spoken[loudest..]);
        var silent = Array.FindIndex(picked, s => s != 0);
        silent.ShouldBeInRange((int)(0.2 * Rate) - (int)(0.1 * Rate) - Grid, (int)(0.2 * Rate));
        silent.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Without_speech_all_is_heard()
    {
        var hum = new float[Rate];
        for (var i = 0; i < hum.Length; i++) hum[i] = 0.1f * MathF.Sin(2 * MathF.PI * 100 * i / Rate);
        Pick(hum).ShouldBe(hum);
        Pick(new float[Rate]).ShouldBe(new float[Rate]);
    }

    private static float[] Pick(float[] samples) => PickedSpeech.Of(samples, Rate, new HeardClip(new AudioClip(samples, Rate)));

    private static int Loudest(float[] picked)
    {
        var envelope = ActiveLevel.Envelope(picked, Rate);
        return Array.IndexOf(envelope, envelope.Max()) % Grid;
    }
}
