using Undertone.Sound.Features;
using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Tests.Features;

/// <summary>Every array that librosa 0.11.0 computed, element by element, within the tolerances of tests/Golden/README.md.</summary>
public sealed class ParityTests
{
    private const double Unit = 1e-3;

    public static TheoryData<string, string> Arrays()
    {
        var data = new TheoryData<string, string>();
        foreach (var (signal, array, _) in GoldenSignal.Index)
        {
            // Resampling is the audio room's. The peaks of a click in silence are rounding noise, and so is its tuning.
            if (array.StartsWith("resampled", StringComparison.Ordinal)) continue;
            if (signal == "silence_click" && (array is "tuning" or "chroma_stft")) continue;
            if (FeatureOf(array) is not null) data.Add(signal, array);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Arrays))]
    public void Every_element_equals_librosas(string signal, string array)
    {
        var golden = GoldenSignal.Load(signal);
        var (frames, bands, expected) = golden.Array(array);
        var actual = new FeatureExtractor([FeatureOf(array)!], golden.SampleRateHz).Extract(golden.Samples)[0];
        actual.Bands.ShouldBe(bands);
        actual.Frames.ShouldBe(frames);
        var what = $"{array} of {signal}";
        Report(what, actual.Values, expected);
        switch (array)
        {
            case "spectral_contrast":
                Close.Assert(actual.Values, expected, 0.1, 0, what);
                var far = actual.Values.Zip(expected).Count(p => Math.Abs(p.First - p.Second) > 0.02);
                far.ShouldBeLessThanOrEqualTo(expected.Length / 1000, $"{what}: elements more than 0.02 dB away");
                break;
            case "tuning":
                Close.Assert(actual.Values, expected, 0, 0, what);
                break;
            case "chroma_cqt" or "tonnetz":
                Close.Assert(actual.Values, expected, signal == "silence_click" ? 2e-2 : 5e-3, 0, what);
                break;
            case "pyin_f0":
                AssertPitch(actual.Values, expected, what);
                break;
            case "pyin_voiced_probability":
                Close.Assert(actual.Values, expected, 2e-2, 0, what);
                break;
            default:
                if (array.StartsWith("mfcc", StringComparison.Ordinal) || array == "melspectrogram_db")
                {
                    Close.Assert(actual.Values, expected, 0.02, 0, what);
                }
                else Close.Assert(actual.Values, expected, Unit, Unit, what);
                break;
        }
    }

    private static void AssertPitch(float[] actual, float[] expected, string what)
    {
        var voicing = 0;
        for (var t = 0; t < actual.Length; t++)
        {
            if (float.IsNaN(actual[t]) != float.IsNaN(expected[t])) voicing++;
            else if (!float.IsNaN(actual[t]))
            {
                Math.Abs(1200 * Math.Log2(actual[t] / expected[t])).ShouldBeLessThanOrEqualTo(1, $"{what}: cents in frame {t}");
            }
        }

        voicing.ShouldBeLessThanOrEqualTo(actual.Length / 100, $"{what}: frames of other voicing");
    }

    /// <summary>Appends the worst difference to the file that UNDERTONE_PARITY names, for the table in the guide.</summary>
    private static void Report(string what, float[] actual, float[] expected)
    {
        if (Environment.GetEnvironmentVariable("UNDERTONE_PARITY") is not { Length: > 0 } file) return;
        var worst = 0.0;
        for (var i = 0; i < Math.Min(actual.Length, expected.Length); i++)
        {
            if (!float.IsNaN(actual[i]) && !float.IsNaN(expected[i])) worst = Math.Max(worst, Math.Abs(actual[i] - expected[i]));
        }

        lock (GoldenSignal.Index) File.AppendAllText(file, FormattableString.Invariant($"{what}: {worst:G3}\n"));
    }

    private static FeatureSpec? FeatureOf(string array)
    {
        var (name, options) = array switch
        {
            "mfcc20" => ("mfcc", new Dictionary<string, string>()),
            "mfcc40" => ("mfcc", new() { ["n_mfcc"] = "40" }),
            "mfcc13_fft512_hop160_mels40" =>
                ("mfcc", new() { ["n_mfcc"] = "13", ["n_fft"] = "512", ["hop_length"] = "160", ["win_length"] = "400", ["n_mels"] = "40" }),
            "mfcc20_delta" => ("mfcc_delta", new()),
            "mfcc20_delta2" => ("mfcc_delta2", new()),
            "chroma_stft_tuning0" => ("chroma_stft", new() { ["tuning"] = "0" }),
            "pyin_f0" => ("pyin", new() { ["fmin"] = "65", ["fmax"] = "600" }),
            "pyin_voiced_probability" => (array, new() { ["fmin"] = "65", ["fmax"] = "600" }),
            _ => (array, new()),
        };
        return FeatureCatalog.Names.Contains(name) ? FeatureCatalog.Parse(name, options) : null;
    }
}
