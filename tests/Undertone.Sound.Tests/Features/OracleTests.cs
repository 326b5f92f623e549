using System.Text.Json;
using Undertone.Kernels;
using Undertone.Sound.Features.Cepstral;
using Undertone.Sound.Features.Engine;
using Undertone.Sound.Features.Pitch;
using Undertone.Sound.Features.Spectral;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Tests.Features;

/// <summary>Options beyond librosa's defaults, against NumPy, SciPy and torchaudio: see tests/Golden/scipy-1.10/generate.py.</summary>
public sealed unsafe class OracleTests
{
    private static NpyArray Golden(string name) => NpyArray.Load(Path.Combine(Repository.Golden, "scipy-1.10", name + ".npy"));

    [Fact]
    public void Transforms_of_any_length_window_and_padding_are_numpys()
    {
        var samples = GoldenSignal.Load("speech_a").Samples.AsSpan(0, 9000);
        using var cases = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Golden, "scipy-1.10", "stft.json")));
        foreach (var entry in cases.RootElement.EnumerateArray())
        {
            var padding = entry.GetProperty("pad_mode").GetString();
            var options = new StftOptions
            {
                FftSamples = entry.GetProperty("n_fft").GetInt32(),
                HopSamples = entry.GetProperty("hop_length").GetInt32(),
                WindowSamples = entry.GetProperty("win_length").GetInt32(),
                Window = Enum.Parse<WindowFunction>(entry.GetProperty("window").GetString()!, ignoreCase: true),
                Center = padding is not null,
                Padding = padding is null ? PadMode.Constant : Enum.Parse<PadMode>(padding, ignoreCase: true),
            };
            var expected = Golden($"stft_{options.FftSamples}");
            var actual = Stft.Magnitude(samples, options);
            new[] { actual.Frames, actual.Bands }.ShouldBe(expected.Shape);
            Close.Assert(actual.Values, expected.ToSingle(), 1e-6, 1e-6, options.ToString());
        }
    }

    [Theory]
    [InlineData("htk", "none")]
    [InlineData("htk", "slaney")]
    [InlineData("slaney", "none")]
    [InlineData("slaney", "slaney")]
    public void Mel_filters_are_torchaudios(string scale, string norm)
    {
        var options = new MelSpectrogramOptions
        {
            Stft = new() { FftSamples = 512 },
            Bands = 40,
            MinFrequencyHz = 50,
            MaxFrequencyHz = 7000,
            Htk = scale == "htk",
            SlaneyNorm = norm == "slaney",
        };
        var filters = new MelFilters(options, 16000);
        var expected = Golden($"mel_{scale}_{norm}");
        var actual = new float[40 * 257];
        var spectrum = new AlignedBuffer<float>(257 + 2 * VectorKernels.Multiple);
        var bands = new float[40];
        for (var bin = 0; bin < 257; bin++)
        {
            spectrum.Span.Clear();
            spectrum.Span[bin] = 1;
            fixed (float* b = bands) filters.Apply(VectorKernels.For(SimdWidths.Best), spectrum.Pointer, b);
            for (var band = 0; band < 40; band++) actual[band * 257 + bin] = bands[band];
        }

        // torchaudio computes its filters in single precision.
        Close.Assert(actual, expected.ToSingle(), norm == "slaney" ? 1e-6 : 2e-5, 0, $"{scale} {norm}");
        MelSpectrogram.Filters(options, 16000).ShouldBe(actual);
    }

    [Fact]
    public void A_short_window_stands_in_the_middle_of_the_transform() =>
        Stft.Window(new StftOptions { FftSamples = 8, WindowSamples = 4 }).ShouldBe([0, 0, 0, 0.5, 1, 0.5, 0, 0], 1e-15);

    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(3, false)]
    public void Cosine_transforms_are_scipys(int type, bool orthonormal)
    {
        var transform = new CosineTransform(
            new MfccOptions { Coefficients = 26, DctType = type, Orthonormal = orthonormal, Mel = new() { Bands = 26 } }, SimdWidths.Best);
        var input = Enumerable.Range(0, 26).Select(i => (float)(Math.Sqrt(i) - Math.Cos(i))).ToArray();
        var actual = new float[26];
        fixed (float* a = actual) transform.Apply(input, a);
        Close.Assert(actual, Golden($"dct{type}_{(orthonormal ? "ortho" : "none")}").ToSingle(), 2e-5, 1e-6, $"type {type}");
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(9, 1)]
    [InlineData(9, 2)]
    [InlineData(15, 2)]
    [InlineData(11, 3)]
    public void Derivatives_are_scipys(int width, int order)
    {
        var expected = Golden($"savgol_{width}_{order}");
        var input = new float[40 * 3];
        double[] speeds = [0.1, 0.37, 1.0];
        for (var t = 0; t < 40; t++)
        {
            for (var b = 0; b < 3; b++) input[t * 3 + b] = (float)(Math.Sin(speeds[b] * t) + 0.01 * t * t);
        }

        var actual = Delta.Compute(new FeatureMatrix(40, 3, input), width, order).Values;
        var turned = Enumerable.Range(0, 120).Select(i => (float)expected.Values[i % 3 * 40 + i / 3]).ToArray();
        Close.Assert(actual, turned, 1e-5, 1e-5, $"width {width}, order {order}");
    }

    [Theory]
    [InlineData(2, 18)]
    [InlineData(0.5, 0.5)]
    [InlineData(1, 1)]
    [InlineData(30, 4)]
    public void The_beta_distribution_is_scipys(double a, double b)
    {
        var actual = Enumerable.Range(0, 101).Select(i => BetaDistribution.Cdf(i / 100.0, a, b)).ToArray();
        Close.Assert(actual, Golden(FormattableString.Invariant($"beta_{a}_{b}")).Values, 1e-12, 0, $"{a}, {b}");
    }

    [Fact]
    public void A_lifter_weighs_the_coefficients_by_half_a_sine()
    {
        var clip = Noise.Of(8000, 1);
        var plain = Mfcc.Compute(clip, 16000).Frame(5);
        var lifted = Mfcc.Compute(clip, 16000, new MfccOptions { Lifter = 22 }).Frame(5);
        for (var n = 0; n < 20; n++)
        {
            lifted[n].ShouldBe((float)(plain[n] * (1 + 11 * Math.Sin(Math.PI * (n + 1) / 22))), 1e-3f + 1e-4f * Math.Abs(plain[n]),
                $"coefficient {n}");
        }
    }
}
