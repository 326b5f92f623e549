using Undertone.Sound.Audio;
using Undertone.Sound.Features;
using Undertone.Sound.Features.Engine;
using Undertone.Sound.Features.Functionals;

namespace Undertone.Sound.Tests.Features.Functionals;

public sealed class EgemapsTests
{
    private static readonly string[] OpenSmile =
    [
        .. Ten("F0semitoneFrom27.5Hz_sma3nz"), .. Ten("loudness_sma3"), .. Two("spectralFlux_sma3"),
        .. Enumerable.Range(1, 4).SelectMany(c => Two($"mfcc{c}_sma3")), .. Two("jitterLocal_sma3nz"), .. Two("shimmerLocaldB_sma3nz"),
        .. Two("HNRdBACF_sma3nz"), .. Two("logRelF0-H1-H2_sma3nz"), .. Two("logRelF0-H1-A3_sma3nz"),
        .. Enumerable.Range(1, 3).SelectMany(f =>
            (string[])[.. Two($"F{f}frequency_sma3nz"), .. Two($"F{f}bandwidth_sma3nz"), .. Two($"F{f}amplitudeLogRelF0_sma3nz")]),
        .. Two("alphaRatioV_sma3nz"), .. Two("hammarbergIndexV_sma3nz"), .. Two("slopeV0-500_sma3nz"), .. Two("slopeV500-1500_sma3nz"),
        .. Two("spectralFluxV_sma3nz"), .. Enumerable.Range(1, 4).SelectMany(c => Two($"mfcc{c}V_sma3nz")),
        "alphaRatioUV_sma3nz_amean", "hammarbergIndexUV_sma3nz_amean", "slopeUV0-500_sma3nz_amean", "slopeUV500-1500_sma3nz_amean",
        "spectralFluxUV_sma3nz_amean", "loudnessPeaksPerSec", "VoicedSegmentsPerSec", "MeanVoicedSegmentLengthSec",
        "StddevVoicedSegmentLengthSec", "MeanUnvoicedSegmentLength", "StddevUnvoicedSegmentLength", "equivalentSoundLevel_dBp",
    ];

    [Fact]
    public void The_names_are_those_of_openSMILE()
    {
        OpenSmile.Length.ShouldBe(88);
        Egemaps.Names.ShouldBe(OpenSmile);
        FeatureCatalog.Parse("egemaps").BandNames.ShouldBe(OpenSmile);
    }

    [Fact]
    public void Every_column_is_the_functional_of_its_contour()
    {
        const int Frames = 300;
        var random = new Random(3);
        var voiced = Draw(60);
        for (var t = 0; t < Frames; t++) voiced.Values[t] = t is >= 40 and < 110 or >= 150 and < 155 or 200 ? voiced.Values[t] : double.NaN;
        var contours = new EgemapsContours
        {
            Semitones = voiced,
            Loudness = Draw(1),
            Flux = Draw(1),
            Mfcc1To4 = [Draw(9), Draw(9), Draw(9), Draw(9)],
            JitterLocal = Draw(1).Where(voiced),
            ShimmerLocalDb = Draw(1).Where(voiced),
            HarmonicsToNoiseDb = Draw(9).Where(voiced),
            H1H2Db = Draw(9).Where(voiced),
            H1A3Db = Draw(9).Where(voiced),
            FormantHz = [Draw(500).Where(voiced), Draw(1500).Where(voiced), Draw(2500).Where(voiced)],
            FormantBandwidthHz = [Draw(50).Where(voiced), Draw(150).Where(voiced), Draw(250).Where(voiced)],
            FormantDb = [Draw(9).Where(voiced), Draw(9).Where(voiced), Draw(9).Where(voiced)],
            AlphaRatioDb = Draw(9),
            HammarbergDb = Draw(9),
            Slopes = [Draw(1), Draw(1)],
        };
        var columns = new EgemapsColumns(contours, -23.5);
        var values = columns.Names.Zip(columns.Values).ToDictionary(c => c.First, c => (double)c.Second);
        var checkedNames = new HashSet<string>();

        Full("F0semitoneFrom27.5Hz_sma3nz", voiced, _ => true);
        Full("loudness_sma3", contours.Loudness, _ => true);
        Both("spectralFlux_sma3", contours.Flux, _ => true);
        Both("spectralFluxV_sma3nz", contours.Flux, IsVoiced);
        for (var c = 0; c < 4; c++)
        {
            Both($"mfcc{c + 1}_sma3", contours.Mfcc1To4[c], _ => true);
            Both($"mfcc{c + 1}V_sma3nz", contours.Mfcc1To4[c], IsVoiced);
        }

        Both("jitterLocal_sma3nz", contours.JitterLocal, _ => true);
        Both("shimmerLocaldB_sma3nz", contours.ShimmerLocalDb, _ => true);
        Both("HNRdBACF_sma3nz", contours.HarmonicsToNoiseDb, _ => true);
        Both("logRelF0-H1-H2_sma3nz", contours.H1H2Db, _ => true);
        Both("logRelF0-H1-A3_sma3nz", contours.H1A3Db, _ => true);
        for (var f = 0; f < 3; f++)
        {
            Both($"F{f + 1}frequency_sma3nz", contours.FormantHz[f], _ => true);
            Both($"F{f + 1}bandwidth_sma3nz", contours.FormantBandwidthHz[f], _ => true);
            Both($"F{f + 1}amplitudeLogRelF0_sma3nz", contours.FormantDb[f], _ => true);
        }

        foreach (var (name, contour) in new[] { ("alphaRatio?", contours.AlphaRatioDb), ("hammarbergIndex?", contours.HammarbergDb),
            ("slope?0-500", contours.Slopes[0]), ("slope?500-1500", contours.Slopes[1]) })
        {
            Both(name.Replace("?", "V") + "_sma3nz", contour, IsVoiced);
            Is(name.Replace("?", "UV") + "_sma3nz_amean", Of(contour, t => !IsVoiced(t)).Average());
        }

        Is("spectralFluxUV_sma3nz_amean", Of(contours.Flux, t => !IsVoiced(t)).Average());
        Is("loudnessPeaksPerSec", contours.Loudness.Peaks() / 3.0);
        Is("VoicedSegmentsPerSec", 3 / 3.0);
        Is("MeanVoicedSegmentLengthSec", (0.7 + 0.05 + 0.01) / 3);
        Is("StddevVoicedSegmentLengthSec", Deviation([0.7, 0.05, 0.01]));
        Is("MeanUnvoicedSegmentLength", (0.4 + 0.4 + 0.45 + 0.99) / 4);
        Is("StddevUnvoicedSegmentLength", Deviation([0.4, 0.4, 0.45, 0.99]));
        Is("equivalentSoundLevel_dBp", -23.5);
        checkedNames.Order().ShouldBe(OpenSmile.Order());

        Contour Draw(double scale) => new([.. Enumerable.Range(0, Frames).Select(_ => scale * (random.NextDouble() - 0.3))]);

        bool IsVoiced(int t) => !double.IsNaN(voiced.Values[t]);

        double[] Of(Contour contour, Func<int, bool> which) =>
            [.. Enumerable.Range(0, Frames).Where(which).Select(t => contour.Values[t]).Where(v => !double.IsNaN(v))];

        void Both(string name, Contour contour, Func<int, bool> which)
        {
            var own = Of(contour, which);
            Is(name + "_amean", own.Average());
            Is(name + "_stddevNorm", Deviation(own) / own.Average());
        }

        void Full(string name, Contour contour, Func<int, bool> which)
        {
            Both(name, contour, which);
            var sorted = Of(contour, which).Order().ToArray();
            foreach (var percent in new[] { 20, 50, 80 }) Is($"{name}_percentile{percent}.0", Percentile(sorted, percent));
            Is(name + "_pctlrange0-2", Percentile(sorted, 80) - Percentile(sorted, 20));
            foreach (var (word, rising) in new[] { ("Rising", true), ("Falling", false) })
            {
                // Turns are tested on their own.
                double[] slopes = [.. contour.Slopes(rising).Select(s => Math.Abs(s) * 100)];
                slopes.Length.ShouldBeGreaterThan(5);
                Is($"{name}_mean{word}Slope", slopes.Average());
                Is($"{name}_stddev{word}Slope", Deviation(slopes));
            }
        }

        void Is(string name, double expected)
        {
            values[name].ShouldBe(expected, 1e-5 * Math.Max(1, Math.Abs(expected)), name);
            checkedNames.Add(name).ShouldBeTrue(name);
        }
    }

    [Theory]
    [InlineData(16000)]
    [InlineData(44100)]
    public void A_vowel_of_known_harmonics_is_told_as_it_is(int rateHz)
    {
        // Half a second of silence, a second of 220 Hz whose harmonic h has the amplitude 0.2 / h, half a second of silence.
        var samples = new float[2 * rateHz];
        for (var i = 0; i < rateHz; i++)
        {
            double sum = 0;
            for (var h = 1; h * 220 < 5000; h++) sum += 0.2 / h * Math.Sin(2 * Math.PI * 220 * h * i / rateHz);
            samples[(rateHz / 2) + i] = (float)sum;
        }

        var told = Columns(samples, rateHz);
        told["F0semitoneFrom27.5Hz_sma3nz_amean"].ShouldBe(36, 0.1);
        told["F0semitoneFrom27.5Hz_sma3nz_pctlrange0-2"].ShouldBe(0, 0.15);
        told["VoicedSegmentsPerSec"].ShouldBe(0.5, 0.01);
        told["MeanVoicedSegmentLengthSec"].ShouldBe(1, 0.07);
        told["MeanUnvoicedSegmentLength"].ShouldBe(0.5, 0.05);
        told["logRelF0-H1-H2_sma3nz_amean"].ShouldBe(20 * Math.Log10(2), 0.7);
        told["jitterLocal_sma3nz_amean"].ShouldBe(0, 0.01);
        told["shimmerLocaldB_sma3nz_amean"].ShouldBe(0, 0.3);
        told["HNRdBACF_sma3nz_amean"].ShouldBeGreaterThan(20);
        told["loudnessPeaksPerSec"].ShouldBe(0.5, 0.51);
        // The energy of harmonics 5 to 22 over that of 1 to 4.
        var energies = Enumerable.Range(1, 22).Select(h => 1.0 / (h * h)).ToArray();
        told["alphaRatioV_sma3nz_amean"].ShouldBe(10 * Math.Log10(energies[4..].Sum() / energies[..4].Sum()), 1.0);
        told["hammarbergIndexV_sma3nz_amean"].ShouldBe(20 * Math.Log10(10), 1.5);
        var squares = samples.Sum(s => (double)s * s) / samples.Length;
        told["equivalentSoundLevel_dBp"].ShouldBe(10 * Math.Log10(squares), 0.02);
    }

    [Fact]
    public void A_louder_voice_is_louder_and_nothing_else_of_it_changes()
    {
        var clip = AudioClip.Load(Repository.Of("samples", "audio", "angry-synthetic.wav"), 16000);
        var (plain, half) = (Columns(clip.Samples, 16000), Columns(Array.ConvertAll(clip.Samples, s => s / 2), 16000));
        foreach (var name in Egemaps.Names)
        {
            var (a, b) = (plain[name], half[name]);
            if (name == "equivalentSoundLevel_dBp") b.ShouldBe(a - (20 * Math.Log10(2)), 1e-4);
            // Loudness goes by the power to 0.33, flux by the magnitude; their deviations over the mean stay.
            else if (name.StartsWith("loudness_", StringComparison.Ordinal) && !name.EndsWith("Norm", StringComparison.Ordinal))
                b.ShouldBe(a * Math.Pow(0.25, 0.33), 1e-3 * Math.Abs(a), name);
            else if (name.StartsWith("spectralFlux", StringComparison.Ordinal) && name.EndsWith("amean", StringComparison.Ordinal))
                b.ShouldBe(a / 2, 1e-3 * a, name);
            else b.ShouldBe(a, 1e-3 * Math.Max(1e-3, Math.Abs(a)), name);
        }
    }

    [Theory]
    [InlineData(1, 16000)]
    [InlineData(100, 8000)]
    [InlineData(16000, 16000)]
    [InlineData(30000, 48000)]
    public void A_clip_of_silence_or_next_to_nothing_gives_finite_numbers(int length, int rateHz)
    {
        var told = Columns(new float[length], rateHz);
        told.Values.ShouldAllBe(v => double.IsFinite(v));
        told["equivalentSoundLevel_dBp"].ShouldBe(-120);
        (told["VoicedSegmentsPerSec"], told["F0semitoneFrom27.5Hz_sma3nz_amean"], told["F1frequency_sma3nz_amean"]).ShouldBe((0, 0, 0));
    }

    [Theory]
    [InlineData("fmin", "20")]
    [InlineData("fmax", "100")]
    [InlineData("fmax", "3000")]
    public void A_range_that_cannot_be_is_refused(string key, string value) => Should.Throw<FeatureOptionException>(
        () => FeatureCatalog.Parse("egemaps", new Dictionary<string, string> { [key] = value })).Message.ShouldContain(key);

    private static Dictionary<string, double> Columns(float[] samples, int rateHz)
    {
        var matrix = Egemaps.Compute(samples, rateHz);
        (matrix.Frames, matrix.Bands).ShouldBe((1, 88));
        return Egemaps.Names.Zip(matrix.Values).ToDictionary(c => c.First, c => (double)c.Second);
    }

    private static double Deviation(double[] values) => Math.Sqrt(values.Average(v => Math.Pow(v - values.Average(), 2)));

    private static double Percentile(double[] sorted, double percent)
    {
        var at = percent / 100 * (sorted.Length - 1);
        var (low, high) = (sorted[(int)Math.Floor(at)], sorted[(int)Math.Ceiling(at)]);
        return low + ((at - Math.Floor(at)) * (high - low));
    }

    private static string[] Two(string name) => [name + "_amean", name + "_stddevNorm"];

    private static string[] Ten(string name) =>
    [
        .. Two(name), name + "_percentile20.0", name + "_percentile50.0", name + "_percentile80.0", name + "_pctlrange0-2",
        name + "_meanRisingSlope", name + "_stddevRisingSlope", name + "_meanFallingSlope", name + "_stddevFallingSlope",
    ];
}
