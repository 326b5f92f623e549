using Undertone.Sound.Audio;
using Undertone.Sound.Effects;

namespace Undertone.Sound.Tests.Effects;

public class NoiseMixTests
{
    public static TheoryData<double, int, int, int> Cases()
    {
        var cases = new TheoryData<double, int, int, int>();
        foreach (var snr in new[] { 40.0, 20, 10, 5, 0, -5, 3.7 })
        {
            foreach (var (rate, noiseRate, noiseLength) in new[]
            {
                (16_000, 16_000, 80_000), (16_000, 44_100, 5_000), (8_000, 48_000, 200_000), (44_100, 16_000, 1_000),
                (48_000, 48_000, 96_001),
            })
            {
                cases.Add(snr, rate, noiseRate, noiseLength);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_ratio_is_that_of_active_speech_to_the_noise_that_is_added(double snrDb, int rate, int noiseRate, int noiseLength)
    {
        var speech = new AudioClip(Signals.Bursts(2 * rate + 17, rate), rate);
        var noise = new AudioClip(Noise.Of(noiseLength, 5), noiseRate);
        for (ulong seed = 0; seed < 3; seed++)
        {
            var mixed = NoiseMix.Apply(speech, noise, snrDb, seed);
            mixed.SampleRateHz.ShouldBe(rate);
            mixed.Samples.Length.ShouldBe(speech.Samples.Length);
            var added = Difference(mixed, speech);
            var ratio = ActiveLevel.MeanPower(speech.Samples, rate) / Signals.MeanPower(added);
            Signals.Db(ratio).ShouldBe(snrDb, 0.01);
        }
    }

    [Fact]
    public void Noise_that_is_mostly_silent_is_taken_from_where_it_sounds()
    {
        var bark = new float[160_000];
        Noise.Of(3_000, 6).CopyTo(bark, 120_000);
        var (speech, noise) = (new AudioClip(Signals.Bursts(20_000, 16_000), 16_000), new AudioClip(bark, 16_000));
        for (ulong seed = 0; seed < 20; seed++)
        {
            var mixed = NoiseMix.Apply(speech, noise, 10, seed);
            var ratio = ActiveLevel.MeanPower(speech.Samples, 16_000) / Signals.MeanPower(Difference(mixed, speech));
            Signals.Db(ratio).ShouldBe(10, 0.01);
        }
    }

    [Fact]
    public void Short_noise_is_repeated()
    {
        var (speech, noise) = (new AudioClip(Signals.Bursts(10_000, 16_000), 16_000), new AudioClip(Noise.Of(700, 7), 16_000));
        var added = Difference(NoiseMix.Apply(speech, noise, 0, 9), speech);
        for (var i = 0; i < added.Length - 700; i++) added[i].ShouldBe(added[i + 700], 1e-6f);
    }

    [Fact]
    public void The_seed_alone_chooses_the_place()
    {
        var (speech, noise) = (new AudioClip(Signals.Bursts(10_000, 16_000), 16_000), new AudioClip(Noise.Of(90_000, 8), 16_000));
        NoiseMix.Apply(speech, noise, 10, 1).Samples.ShouldBe(NoiseMix.Apply(speech, noise, 10, 1).Samples);
        NoiseMix.Apply(speech, noise, 10, 1).Samples.ShouldNotBe(NoiseMix.Apply(speech, noise, 10, 2).Samples);
        var loud = Difference(NoiseMix.Apply(speech, noise, 0, 1), speech);
        var soft = Difference(NoiseMix.Apply(speech, noise, 20, 1), speech);
        for (var i = 0; i < loud.Length; i++) soft[i].ShouldBe(loud[i] / 10, 1e-6f);
    }

    [Fact]
    public void Silence_stays_silence_and_silent_noise_is_refused()
    {
        var silence = new AudioClip(new float[1000], 16_000);
        NoiseMix.Apply(silence, new AudioClip(Noise.Of(1000, 1), 16_000), 0, 0).Samples.ShouldBe(silence.Samples);
        var speech = new AudioClip(Signals.Bursts(1000, 16_000), 16_000);
        Should.Throw<ArgumentException>(() => NoiseMix.Apply(speech, silence, 0, 0)).Message.ShouldContain("silent");
        Should.Throw<ArgumentException>(() => NoiseMix.Apply(speech, speech, double.NaN, 0));
    }

    private static float[] Difference(AudioClip a, AudioClip b) => [.. a.Samples.Zip(b.Samples, (x, y) => x - y)];
}
