using System.Diagnostics;
using System.Globalization;
using MathNet.Numerics.IntegralTransforms;
using Undertone.Sound.Audio;
using Undertone.Sound.Features;
using Undertone.Sound.Features.Engine;
using Undertone.Sound.Kernels;

namespace Undertone.Benchmarks;

/// <summary>
/// The features of a 2.18 s clip at 22.05 kHz, one thread, against librosa and torchaudio; and the Fourier transform alone against
/// Math.NET's.
/// </summary>
internal static class FeaturesTopic
{
    private static readonly string Signal = Path.Combine("tests", "Golden", "librosa-0.11.0", "speech_a", "speech_a.wav");

    private static readonly FeatureSpec[] Six =
    [
        FeatureCatalog.Parse("mfcc", new Dictionary<string, string> { ["n_mfcc"] = "40" }),
        FeatureCatalog.Parse("chroma_stft"), FeatureCatalog.Parse("melspectrogram"),
        FeatureCatalog.Parse("spectral_contrast"), FeatureCatalog.Parse("zero_crossing_rate"), FeatureCatalog.Parse("rms"),
    ];

    private static readonly FeatureSpec[] Prosody =
    [
        .. new[]
        {
            "pyin", "f0_semitones", "f0_semitones_delta", "jitter_local", "shimmer_local_db", "hnr", "formants", "formant_bandwidths",
            "alpha_ratio", "hammarberg_index", "spectral_slope",
        }.Select(n => FeatureCatalog.Parse(n)),
    ];

    public static void Run(IReadOnlyCollection<string> wanted)
    {
        var peers = Peer.StartAll("features");
        ComparisonRow[] rows =
        [
            Row("six-features", Six),
            Row("six-features-tonnetz", [.. Six, FeatureCatalog.Parse("tonnetz")]),
            Row("pyin", [FeatureCatalog.Parse("pyin")]),
            Row("prosody", Prosody),
            Row("torchaudio-melspectrogram", [FeatureCatalog.Parse("melspectrogram")]),
            Row("torchaudio-mfcc", [Six[0]]),
            Row("nwaves-melspectrogram", [FeatureCatalog.Parse("melspectrogram")]),
            Row("nwaves-mfcc", [Six[0]]),
            Row("nwaves-stft", [FeatureCatalog.Parse("stft_magnitude")]),
            // Any feature by its own name, where it is asked for.
            .. FeatureCatalog.Names.Where(n => n != "pyin" && wanted.Contains(n)).Select(n => Row(n, [FeatureCatalog.Parse(n)])),
        ];
        Comparison.Run(rows, peers, wanted);
        foreach (var peer in peers) peer.Dispose();
        foreach (var length in (ReadOnlySpan<int>)[512, 2048])
        {
            if (wanted.Count == 0 || wanted.Contains($"fft-{length}")) Fft(length);
        }
    }

    private static ComparisonRow Row(string name, FeatureSpec[] features) => new(
        name,
        () =>
        {
            var clip = AudioClip.Load(Signal);
            var extractor = new FeatureExtractor(features, clip.SampleRateHz);
            return () => extractor.Extract(clip.Samples);
        },
        Rounds: 101);

    /// <summary>A thousand real transforms in double precision.</summary>
    private static unsafe void Fft(int length)
    {
        const int Repeats = 1000;
        var random = new Random(1);
        var ours = new RealFft<double>(length, SimdWidths.Best);
        var (samples, ones, re, im) = (new float[length], new double[length], new double[ours.Bins], new double[ours.Bins]);
        var complex = new System.Numerics.Complex[length];
        for (var j = 0; j < length; j++) (samples[j], ones[j]) = (random.NextSingle() - 0.5f, 1);
        var times = new List<(double Ours, double Peer)>();
        for (var round = 0; round < 31; round++)
        {
            var watch = Stopwatch.StartNew();
            fixed (float* s = samples)
            fixed (double* w = ones, r = re, i = im)
            {
                for (var k = 0; k < Repeats; k++) ours.Forward(s, w, r, i);
            }

            var own = watch.Elapsed.TotalMilliseconds;
            watch.Restart();
            for (var k = 0; k < Repeats; k++)
            {
                for (var j = 0; j < length; j++) complex[j] = samples[j];
                Fourier.Forward(complex, FourierOptions.NoScaling);
            }

            if (round > 5) times.Add((own, watch.Elapsed.TotalMilliseconds));
        }

        var a = times.Select(t => t.Ours).Order().ElementAt(times.Count / 2);
        var b = times.Select(t => t.Peer).Order().ElementAt(times.Count / 2);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"fft-{length} ours={a:0.000} peer={b:0.000} ratio={b / a:0.00}"));
    }
}
