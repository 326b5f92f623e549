using System.Diagnostics;
using Undertone.Sound.Features;
using Undertone.Sound.Features.Engine;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Tests.Features.Engine;

public sealed class FeatureExtractorTests
{
    private static readonly string[] Everywhere =
        [.. FeatureCatalog.Names.Where(n => !n.StartsWith("mfcc_delta", StringComparison.Ordinal))];

    public static TheoryData<int> Widths() => [.. Enum.GetValues<SimdWidth>().Select(w => (int)w)];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Every_register_width_gives_the_same_features(int width)
    {
        var golden = GoldenSignal.Load("speech_a");
        FeatureSpec[] specs = [.. FeatureCatalog.Names.Select(n => FeatureCatalog.Parse(n))];
        var expected = new FeatureExtractor(specs, golden.SampleRateHz, SimdWidth.Scalar).Extract(golden.Samples);
        var actual = new FeatureExtractor(specs, golden.SampleRateHz, (SimdWidth)width).Extract(golden.Samples);
        for (var i = 0; i < specs.Length; i++)
        {
            Close.Assert(actual[i].Values, expected[i].Values,
                specs[i].Name.Contains("db") || specs[i].Name is "spectral_contrast" ? 0.02 : 1e-3, 1e-3, specs[i].Name);
        }
    }

    [Fact]
    public void Features_together_are_the_features_alone()
    {
        var clip = Noise.Of(9000, 3);
        FeatureSpec[] specs = [.. FeatureCatalog.Names.Select(n => FeatureCatalog.Parse(n)),
            FeatureCatalog.Parse("mfcc", new Dictionary<string, string> { ["n_mfcc"] = "13", ["n_fft"] = "512" })];
        var together = new FeatureExtractor(specs, 22050).Extract(clip);
        for (var i = 0; i < specs.Length; i++)
        {
            new FeatureExtractor([specs[i]], 22050).Extract(clip)[0].Values.ShouldBe(together[i].Values, specs[i].ToString());
        }
    }

    [Fact]
    public void A_clip_leaves_no_trace_in_the_next()
    {
        FeatureSpec[] specs = [.. Everywhere.Select(n => FeatureCatalog.Parse(n))];
        var extractor = new FeatureExtractor(specs, 22050);
        extractor.Extract(Noise.Of(30000, 4));
        var after = extractor.Extract(Noise.Of(3000, 5));
        var fresh = new FeatureExtractor(specs, 22050).Extract(Noise.Of(3000, 5));
        for (var i = 0; i < specs.Length; i++) after[i].Values.ShouldBe(fresh[i].Values, specs[i].Name);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(511)]
    [InlineData(600)]
    [InlineData(2047)]
    public void Short_clips_and_silence_give_finite_numbers_in_every_feature(int length)
    {
        foreach (var name in Everywhere)
        {
            var extractor = new FeatureExtractor([FeatureCatalog.Parse(name)], 22050);
            foreach (var clip in (float[][])[new float[length], Noise.Of(length, 6)])
            {
                var result = extractor.Extract(clip)[0];
                result.Frames.ShouldBe(name switch { "waveform" => length, "tuning" or "egemaps" => 1, _ => 1 + length / 512 }, name);
                result.Values.ShouldHaveValues(name);
            }
        }
    }

    [Fact]
    public void Silence_has_the_values_that_librosa_gives_it()
    {
        float Value(string name, int band = 0) =>
            new FeatureExtractor([FeatureCatalog.Parse(name)], 22050).Extract(new float[4096])[0].Frame(2)[band];
        Value("chroma_stft").ShouldBe(0);
        Value("chroma_cqt").ShouldBe(0);
        Value("tonnetz").ShouldBe(0);
        Value("melspectrogram_db").ShouldBe(0);
        Value("mfcc").ShouldBe(-100 * MathF.Sqrt(128), 0.01f);
        Value("spectral_contrast").ShouldBe(0);
        Value("spectral_flatness").ShouldBe(1, 1e-6f);
        Value("spectral_centroid").ShouldBe(0);
        Value("spectral_rolloff").ShouldBe(0);
        Value("rms").ShouldBe(0);
        Value("pyin").ShouldBe(float.NaN);
        Value("f0_semitones").ShouldBe(float.NaN);
        Value("f0_semitones_delta").ShouldBe(float.NaN);
        Value("jitter_local").ShouldBe(float.NaN);
        Value("shimmer_local_db").ShouldBe(float.NaN);
        Value("hnr").ShouldBe(float.NaN);
        Value("formants", 2).ShouldBe(float.NaN);
        Value("formant_bandwidths").ShouldBe(float.NaN);
        Value("alpha_ratio").ShouldBe(0);
        Value("hammarberg_index").ShouldBe(0);
        Value("spectral_slope", 1).ShouldBe(0);
    }

    [Fact]
    public void An_empty_clip_and_one_with_a_hole_are_refused()
    {
        var extractor = new FeatureExtractor([FeatureCatalog.Parse("rms")], 22050);
        Should.Throw<ArgumentException>(() => extractor.Extract([])).Message.ShouldContain("empty");
        Should.Throw<ArgumentException>(() => extractor.Extract([0, 1, float.PositiveInfinity])).Message.ShouldContain("Sample 2 ");
        extractor.Extract([float.MaxValue, float.MaxValue])[0].Frames.ShouldBe(1);
    }

    [Fact]
    public void A_clip_shorter_than_a_frame_has_no_frames_where_they_are_not_centred()
    {
        foreach (var name in (string[])["stft_magnitude", "melspectrogram", "melspectrogram_db", "mfcc", "chroma_stft", "spectral_contrast",
            "spectral_centroid", "rms", "zero_crossing_rate", "pyin", "jitter_local", "hnr", "alpha_ratio"])
        {
            new FeatureExtractor([FeatureCatalog.Parse(name, new Dictionary<string, string> { ["center"] = "false" })], 22050)
                .Extract(Noise.Of(2047, 1))[0].Frames.ShouldBe(0, name);
        }
    }

    [Fact]
    public void A_derivative_needs_as_many_frames_as_its_width() =>
        Should.Throw<ArgumentException>(() => new FeatureExtractor([FeatureCatalog.Parse("mfcc_delta")], 22050).Extract(new float[600]))
            .Message.ShouldContain("width=9");

    [Fact]
    public void Nothing_but_the_results_is_allocated_once_warm()
    {
        string[] names =
            ["mfcc", "chroma_stft", "melspectrogram", "spectral_contrast", "zero_crossing_rate", "rms", "tonnetz", "chroma_cqt"];
        FeatureSpec[] specs = [.. names.Select(n => FeatureCatalog.Parse(n))];
        var extractor = new FeatureExtractor(specs, 22050);
        var clip = Noise.Of(48000, 7);
        for (var i = 0; i < 3; i++) extractor.Extract(clip);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var results = extractor.Extract(clip);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var needed = results.Sum(r => 4L * r.Values.Length);
        allocated.ShouldBeLessThan(needed + 2048);
    }

    [SlowFact]
    public void Every_array_equals_librosas_without_hardware_vectors()
    {
        using var run = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", ["vstest", typeof(FeatureExtractorTests).Assembly.Location,
                "--TestCaseFilter:FullyQualifiedName~ParityTests|FullyQualifiedName~KernelTests|FullyQualifiedName~FftTests"])
            {
                RedirectStandardOutput = true,
                Environment = { ["DOTNET_EnableHWIntrinsic"] = "0", ["UNDERTONE_SLOW"] = "0" },
            },
        };
        run.Start();
        var output = run.StandardOutput.ReadToEnd();
        run.WaitForExit();
        run.ExitCode.ShouldBe(0, output);
    }
}
