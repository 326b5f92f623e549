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
    // The share of values that the colours of a feature of both signs reach: a few that stick out would make all others pale.
    private const double Reached = 0.99;

    private const int MaxRows = 512;
    private static readonly string[] Notes = ["C", "C\u266F", "D", "D\u266F", "E", "F", "F\u266F", "G", "G\u266F", "A", "A\u266F", "B"];
    private static readonly string[] FormantRows = ["F1", "F2", "F3"];
    private static readonly string[] BandwidthRows = ["B1", "B2", "B3"];
    private static readonly string[] SlopeRows = ["0\u2013500", "500\u20131500"];
    private static readonly string[] TonnetzRows = ["5th x", "5th y", "m3 x", "m3 y", "M3 x", "M3 y"];

    /// <summary>Computes a feature of a clip and says how it is drawn.</summary>
    /// <exception cref="ArgumentException">The feature is a single number, or the clip cannot have it.</exception>
    public static FeatureView Of(AudioClip clip, FeatureSpec spec, PictureOptions look)
    {
        var matrix = new FeatureExtractor([spec], clip.SampleRateHz).Extract(clip.Samples)[0];
        if (spec.Name == "tuning")
        {
            throw new ArgumentException(
                $"tuning is one number ({matrix.Values[0].ToString(CultureInfo.InvariantCulture)}) and makes no picture.");
        }
        if (spec.BandNames is not null)
            throw new ArgumentException($"{spec.Name} is one row of {matrix.Bands} numbers and makes no picture.");
        if (look.Skip > 0) matrix = Without(matrix, look.Skip, spec.Name);
        var options = new SpecOptions(spec);
        var frameSeconds = options.Number("hop_length", 512) / clip.SampleRateHz;
        var bands = matrix.Bands;
        var even = HeatMap.EvenEdges(bands, Math.Min(bands, MaxRows));
        return spec.Name switch
        {
            "stft_magnitude" => Spectrogram(Decibels(matrix, squared: false), clip.SampleRateHz, look, frameSeconds),
            "melspectrogram" => Mel(Decibels(matrix, squared: options.Number("power", 2) == 2), "dB"),
            "melspectrogram_db" => Mel(matrix, "dB"),
            "log_melspectrogram" => Mel(matrix, "ln"),
            "chroma_stft" or "chroma_cqt" => Named("pitch class", Chroma(bands + look.Skip, options.Text("base_c", "true") == "true")),
            "tonnetz" => Named("", TonnetzRows) with { Signed = true },
            "formants" => Named("", FormantRows, "Hz"),
            "formant_bandwidths" => Named("", BandwidthRows, "Hz"),
            "spectral_slope" => Named("Hz", SlopeRows, "dB/Hz"),
            "spectral_contrast" => Named("Hz", Octaves(bands + look.Skip, options.Number("fmin", 200), clip.SampleRateHz / 2), "dB"),
            _ when bands > 1 =>
                Named(IsCepstral(spec) ? "coefficient" : "band", Numbers(bands + look.Skip)) with
                {
                    Signed = IsCepstral(spec),
                    LoudnessRow = spec.Name == "mfcc" && look.Skip == 0,
                },
            _ => new(matrix, LineAxis(matrix, spec.Name), [], "", frameSeconds),
        };

        FeatureView Named(string label, string[] names, string unit = "") =>
            new(matrix, Axis.Names(label, names[look.Skip..], 12), even, unit, frameSeconds);

        FeatureView Mel(FeatureMatrix values, string unit)
        {
            var (low, high) = (options.Number("fmin", 0), options.Number("fmax", clip.SampleRateHz / 2.0));
            var htk = options.Text("htk", "false") == "true";
            var shown = Math.Min(high, look.HighestHz ?? high);
            if (shown <= low) throw Beyond(low);
            var part = Axis.MelHz(low, high, htk).Place(shown) * bands;
            var rows = Math.Clamp((int)Math.Ceiling(part), 1, MaxRows);
            double[] edges = [.. Enumerable.Range(0, rows + 1).Select(r => part * r / rows)];
            return new(values, Axis.MelHz(low, shown, htk, look.Kilohertz), edges, unit, frameSeconds) { IsFrequency = true };
        }
    }

    /// <summary>Whether the rows are frequencies, in Hz.</summary>
    public bool IsFrequency { get; private init; }

    /// <summary>Whether the values lie on both sides of 0.</summary>
    public bool Signed { get; private init; }

    /// <summary>Whether the first row is of another size than all others, and so has no say in the colours.</summary>
    private bool LoudnessRow { get; init; }

    /// <summary>
    /// The values of the first and the last colour: the smallest and the largest, or as far on both sides of 0 as nearly all values reach.
    /// </summary>
    public (double Low, double High) ColorRange()
    {
        if (!Signed)
        {
            var (low, high) = HeatMap.Range(Matrix.Values);
            return (low, Math.Abs(high) < 0.01 ? 0 : high);
        }

        var first = LoudnessRow && Matrix.Bands > 1 ? 1 : 0;
        var sizes = Matrix.Values.Where((v, i) => i % Matrix.Bands >= first && float.IsFinite(v)).Select(Math.Abs).Order().ToArray();
        var reach = sizes.Length == 0 ? 0 : (double)sizes[(int)(Reached * (sizes.Length - 1))];
        return reach > 0 ? (-reach, reach) : (-1, 1);
    }

    private static bool IsCepstral(FeatureSpec spec) => spec.Name.StartsWith("mfcc", StringComparison.Ordinal);

    private static string[] Numbers(int count) =>
        [.. Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture))];

    private static ArgumentException Beyond(double low) =>
        new(FormattableString.Invariant($"the highest frequency of the picture has to be above {low} Hz, where the bands begin."));

    /// <summary>The matrix without its first rows.</summary>
    private static FeatureMatrix Without(FeatureMatrix matrix, int skip, string name)
    {
        if (skip >= matrix.Bands)
        {
            var rows = matrix.Bands == 1 ? "1 row" : $"{matrix.Bands} rows";
            throw new ArgumentException($"{name} has {rows} here, so {skip} cannot be left out.");
        }

        var bands = matrix.Bands - skip;
        var values = new float[matrix.Frames * bands];
        for (var t = 0; t < matrix.Frames; t++) matrix.Frame(t)[skip..].CopyTo(values.AsSpan(t * bands));
        return new FeatureMatrix(matrix.Frames, bands, values);
    }

    private static FeatureView Spectrogram(FeatureMatrix matrix, int sampleRateHz, PictureOptions look, double frameSeconds)
    {
        var nyquist = sampleRateHz / 2.0;
        var highest = Math.Min(nyquist, look.HighestHz ?? nyquist);
        var axis = look.FrequencyAxis switch
        {
            "log" => Axis.LogHz(0, highest, look.Kilohertz),
            "mel" => Axis.MelHz(0, highest, kilohertz: look.Kilohertz),
            _ => Axis.LinearHz(0, highest, look.Kilohertz),
        };
        var rows = Math.Clamp((int)Math.Ceiling(matrix.Bands * highest / nyquist), 1, MaxRows);
        var edges = new double[rows + 1];
        for (var r = 0; r <= rows; r++) edges[r] = BandAt(axis, (double)r / rows, matrix.Bands, nyquist);
        return new FeatureView(matrix, axis, edges, "dB", frameSeconds) { IsFrequency = true };
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
