using Undertone.Sound.Audio;

namespace Undertone.Sound.Tests.Audio;

public class ResamplerTests
{
    public static TheoryData<int, int> Rates { get; } = new()
    {
        { 22050, 16000 }, { 16000, 22050 }, { 48000, 16000 }, { 8000, 44100 }, { 44100, 16001 }, { 16001, 44100 }, { 96000, 8000 },
        { 44100, 48000 }, { 100, 511 }, { 511, 2 },
    };

    /// <summary>Ratios that soxr crosses in steps of another order; as above a ratio of 4, its first
    /// output differs where a signal begins at full level.</summary>
    private static readonly HashSet<(int, int)> Loose = [(32000, 24000), (8000, 48000)];

    [Fact]
    public void White_noise_comes_out_as_soxr_makes_it()
    {
        var folder = Path.Combine(Repository.Golden, "soxr-0.1.3");
        var noise = NpyArray.Load(Path.Combine(folder, "noise.npy")).ToSingle();
        var files = Directory.GetFiles(folder, "*_*.npy");
        files.Length.ShouldBe(25);
        foreach (var file in files)
        {
            var rates = Path.GetFileNameWithoutExtension(file).Split('_').Select(int.Parse).ToArray();
            var expected = NpyArray.Load(file).Values;
            var actual = Resampler.Resample(noise, rates[0], rates[1]);
            actual.Length.ShouldBeInRange(expected.Length, expected.Length + 1);
            actual.AsSpan(expected.Length).ToArray().ShouldAllBe(x => x == 0);
            var (error, power) = (0.0, 0.0);
            for (var i = 0; i < expected.Length; i++)
            {
                error += (actual[i] - expected[i]) * (actual[i] - expected[i]);
                power += expected[i] * expected[i];
            }

            var ratio = Math.Sqrt(error / power);
            var limit = rates[0] >= 4 * rates[1] || Loose.Contains((rates[0], rates[1])) ? 4e-3 : 1e-5;
            if (!(ratio < limit)) Assert.Fail($"{rates[0]} to {rates[1]} Hz: RMS of the difference is {ratio:G3} of the RMS");
        }
    }

    [Theory]
    [MemberData(nameof(Rates))]
    public void Any_chunking_of_the_input_gives_the_same_bits(int inputRateHz, int outputRateHz)
    {
        var random = new Random(inputRateHz * 31 + outputRateHz);
        for (var round = 0; round < 8; round++)
        {
            var input = Noise.Of(random.Next(0, 12_000), seed: round);
            var whole = Resampler.Resample(input, inputRateHz, outputRateHz);
            var resampler = new Resampler(inputRateHz, outputRateHz);
            var pieces = new List<float>();
            for (var at = 0; at < input.Length;)
            {
                var count = Math.Min(random.Next(0, round < 4 ? 40 : 6000), input.Length - at);
                var output = new float[resampler.MaxOutput(count)];
                pieces.AddRange(output.AsSpan(0, resampler.Process(input.AsSpan(at, count), output)));
                at += count;
            }

            var rest = new float[resampler.MaxOutput(0)];
            pieces.AddRange(rest.AsSpan(0, resampler.Flush(rest)));
            pieces.Count.ShouldBe(whole.Length);
            var same = pieces.ToArray().AsSpan().CommonPrefixLength(whole);
            same.ShouldBe(whole.Length, "the first sample that differs");
        }
    }

    [Fact]
    public void A_resampler_starts_anew_after_it_was_flushed()
    {
        var input = Noise.Of(3000, seed: 3);
        var resampler = new Resampler(16000, 22050);
        var results = new List<float[]>();
        for (var round = 0; round < 2; round++)
        {
            var output = new float[resampler.MaxOutput(input.Length) + resampler.MaxOutput(0)];
            var count = resampler.Process(input, output);
            count += resampler.Flush(output.AsSpan(count));
            results.Add(output[..count]);
        }

        results[1].ShouldBe(results[0]);
        results[0].ShouldBe(Resampler.Resample(input, 16000, 22050));
    }

    [Theory]
    [InlineData(22050, 16000)]
    [InlineData(16000, 22050)]
    [InlineData(44100, 16001)]
    [InlineData(16001, 48000)]
    [InlineData(96000, 11025)]
    public void A_tone_keeps_its_frequency_phase_and_level(int inputRateHz, int outputRateHz)
    {
        foreach (var frequencyHz in new[] { 50.0, 440.0, 3000.0, 0.4 * Math.Min(inputRateHz, outputRateHz) })
        {
            var input = Tone(frequencyHz, inputRateHz, inputRateHz / 2);
            var actual = Resampler.Resample(input, inputRateHz, outputRateHz);
            var expected = Tone(frequencyHz, outputRateHz, actual.Length);
            var edge = 150 * Math.Max(1, outputRateHz / inputRateHz);
            Close.Assert(actual.AsSpan(edge, actual.Length - 2 * edge), expected.AsSpan(edge, expected.Length - 2 * edge), 5e-4, 0,
                $"{frequencyHz} Hz");
        }
    }

    [Fact]
    public void What_lies_above_the_new_band_is_gone()
    {
        var output = Resampler.Resample(Tone(9000, 48000, 48000), 48000, 16000);
        for (var i = 200; i < output.Length - 200; i++) Math.Abs(output[i]).ShouldBeLessThan(2e-6f, $"sample {i}");
    }

    [Theory]
    [InlineData(44100, 16001)]
    [InlineData(44100, 16000)]
    [InlineData(2_000_003, 8009)]
    [InlineData(1, 256)]
    [InlineData(256, 1)]
    public void No_pair_of_rates_needs_a_large_table(int inputRateHz, int outputRateHz)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = new Resampler(inputRateHz, outputRateHz);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(8_000_000);
    }

    [Fact]
    public void Rates_that_make_no_sense_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new Resampler(0, 16000));
        Should.Throw<ArgumentOutOfRangeException>(() => new Resampler(16000, -1));
        Should.Throw<ArgumentOutOfRangeException>(() => new Resampler(16000, 10)).Message.ShouldContain("256");
        Should.Throw<ArgumentException>(() => new Resampler(16000, 8000).Process(new float[100], new float[10]));
        Resampler.Resample([], 16000, 8000).ShouldBeEmpty();
    }

    private static float[] Tone(double frequencyHz, int rateHz, int length)
    {
        var samples = new float[length];
        for (var i = 0; i < length; i++) samples[i] = (float)(0.5 * Math.Sin(2 * Math.PI * frequencyHz * i / rateHz + 0.3));
        return samples;
    }
}
