using System.Globalization;
using Undertone.Sound.Audio;
using Undertone.Sound.Features.Engine;

namespace Undertone.Recognition.Pictures;

/// <summary>A feature ready to be drawn: its values in the unit that people read, what its rows mean, and where its frames stand.</summary>
/// <param name="Matrix">The values; of one band they are drawn as a line, else as coloured cells.</param>
/// <param name="Rows">The vertical axis.</param>
/// <param name="RowEdges">Where the image's rows begin, in bands; none for a line.</param>
/// <param name="Unit">The unit of the colours, or nothing.</param>
/// <param name="FrameSeconds">From one frame to the next.</param>
internal sealed record FeatureView(FeatureMatrix Matrix, Axis Rows, double[] RowEdges, string Unit, double FrameSeconds)
{
    private const int MaxRows = 512;
    private static readonly string[] Notes = ["C", "C\u266F", "D", "D\u266F", "E", "F", "F\u266F", "G", "G\u266F", "A", "A\u266F", "B"];
    private static readonly string[] FormantRows = ["F1", "F2", "F3"];
    private static readonly string[] BandwidthRows = ["B1", "B2", "B3"];
    private static readonly string[] SlopeRows = ["0\u2013500", "500\u20131500"];
    private static readonly string[] TonnetzRows = ["5th x", "5th y", "m3 x", "m3 y", "M3 x", "M3 y"];

    /// <summary>Computes a feature of a clip and says how it is drawn.</summary>
    /// <exception cref="ArgumentException">The feature is a single number, or the clip cannot have it.</exception>
    public static FeatureView Of(AudioClip clip, FeatureSpec spec, string frequencyAxis)
    {
        var matrix = new FeatureExtractor([spec], clip.SampleRateHz).Extract(clip.Samples)[0];
        if (spec.Name == "tuning")
        {
            throw new ArgumentException(
                $"tuning is one number ({matrix.Values[0].ToString(CultureInfo.InvariantCulture)}) and makes no picture.");
        }
        var options = new SpecOptions(spec);
        var frameSeconds = options.Number("hop_length", 512) / clip.SampleRateHz;
        var bands = matrix.Bands;
        var even = HeatMap.EvenEdges(bands, Math.Min(bands, MaxRows));
        return spec.Name switch
        {
            "stft_magnitude" => Spectrogram(Decibels(matrix, squared: false), clip.SampleRateHz, frequencyAxis, frameSeconds),
            "melspectrogram" => new(Decibels(matrix, squared: options.Number("power", 2) == 2), MelAxis(), even, "dB", frameSeconds),
            "melspectrogram_db" => new(matrix, MelAxis(), even, "dB", frameSeconds),
            "log_melspectrogram" => new(matrix, MelAxis(), even, "ln", frameSeconds),
            "chroma_stft" or "chroma_cqt" => Named("pitch class", Chroma(bands, options.Text("base_c", "true") == "true")),
            "tonnetz" => Named("", TonnetzRows),
            "formants" => Named("", FormantRows, "Hz"),
            "formant_bandwidths" => Named("", BandwidthRows, "Hz"),
            "spectral_slope" => Named("Hz", SlopeRows, "dB/Hz"),
            "spectral_contrast" => Named("Hz", Octaves(bands, options.Number("fmin", 200), clip.SampleRateHz / 2), "dB"),
            _ when bands > 1 =>
                Named(
                    spec.Name.StartsWith("mfcc", StringComparison.Ordinal) ? "coefficient" : "band",
                    [.. Enumerable.Range(0, bands).Select(i => i.ToString(CultureInfo.InvariantCulture))]),
            _ => new(matrix, LineAxis(matrix, spec.Name), [], "", frameSeconds),
        };

        FeatureView Named(string label, string[] names, string unit = "") =>
            new(matrix, Axis.Names(label, names, 12), even, unit, frameSeconds);

        Axis MelAxis() =>
            Axis.MelHz(options.Number("fmin", 0), options.Number("fmax", clip.SampleRateHz / 2.0), options.Text("htk", "false") == "true");
    }

    private static FeatureView Spectrogram(FeatureMatrix matrix, int sampleRateHz, string frequencyAxis, double frameSeconds)
    {
        var nyquist = sampleRateHz / 2.0;
        var axis = frequencyAxis switch
        {
            "log" => Axis.LogHz(0, nyquist),
            "mel" => Axis.MelHz(0, nyquist),
            _ => Axis.LinearHz(0, nyquist),
        };
        var rows = Math.Min(matrix.Bands, MaxRows);
        var edges = new double[rows + 1];
        for (var r = 0; r <= rows; r++) edges[r] = BandAt(axis, (double)r / rows, matrix.Bands, nyquist);
        return new FeatureView(matrix, axis, edges, "dB", frameSeconds);
    }

    /// <summary>The band at a place of the axis, by halving; the middle of band k stands at k * nyquist / (bands - 1).</summary>
    private static double BandAt(Axis axis, double place, int bands, double nyquist)
    {
        var (low, high) = (0.0, nyquist);
        for (var i = 0; i < 50; i++)
        {
            var middle = (low + high) / 2;
            if (axis.Place(middle) < place) low = middle;
            else high = middle;
        }

        return Math.Clamp((high / nyquist * (bands - 1)) + 0.5, 0, bands);
    }

    /// <summary>Decibels below the largest value, 80 at most.</summary>
    private static FeatureMatrix Decibels(FeatureMatrix matrix, bool squared)
    {
        var power = squared ? matrix.Values : Array.ConvertAll(matrix.Values, v => v * v);
        var db = new float[power.Length];
        var largest = 0f;
        foreach (var p in power) largest = Math.Max(largest, p);
        Sound.Features.Engine.Decibels.FromPower(power, db, largest);
        return new FeatureMatrix(matrix.Frames, matrix.Bands, db);
    }

    private static string[] Chroma(int bands, bool fromC)
    {
        var names = new string[bands];
        for (var i = 0; i < bands; i++) names[i] = i * 12 % bands == 0 ? Notes[((i * 12 / bands) + (fromC ? 0 : 9)) % 12] : "";
        return names;
    }

    private static string[] Octaves(int bands, double lowestHz, int nyquistHz)
    {
        var names = new string[bands];
        for (var i = 0; i < bands; i++)
        {
            var from = i == 0 ? 0 : lowestHz * Math.Pow(2, i - 1);
            var to = i == bands - 1 ? nyquistHz : lowestHz * Math.Pow(2, i);
            names[i] = string.Create(CultureInfo.InvariantCulture, $"{from:0}\u2013{to:0}");
        }

        return names;
    }

    private static Axis LineAxis(FeatureMatrix matrix, string name)
    {
        var (low, high) = HeatMap.Range(matrix.Values);
        var label = name switch
        {
            "spectral_centroid" or "spectral_bandwidth" or "spectral_rolloff" or "pyin" => "Hz",
            "pyin_voiced_probability" => "probability",
            "f0_semitones" => "semitones above 27.5 Hz",
            "f0_semitones_delta" => "semitones a second",
            "shimmer_local_db" => "shimmer, dB",
            "hnr" => "harmonics to noise, dB",
            "alpha_ratio" or "hammarberg_index" => $"{name.Replace('_', ' ')}, dB",
            _ => name.Replace('_', ' '),
        };
        return Axis.Linear(label, name is "pyin" or "f0_semitones" ? low * 0.95 : Math.Min(0, low), Math.Max(0, high * 1.05), 6);
    }
}
