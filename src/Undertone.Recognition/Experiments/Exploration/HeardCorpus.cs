using System.Globalization;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Tables;
using Undertone.Sound.Features;

namespace Undertone.Recognition.Experiments.Exploration;

/// <summary>Utterances with what listening to them tells.</summary>
internal sealed class HeardCorpus
{
    private const int RateHz = 16000;
    private const string Pitch = "pyin_median";

    private HeardCorpus(IReadOnlyList<Utterance> utterances, ClipTable table)
    {
        Utterances = utterances;
        var pitch = table.Columns.ToList().IndexOf(Pitch);
        // Pooling tells 0 where no frame has a pitch.
        PitchHz = [.. table.Values.Select(v => v[pitch] > 0 ? v[pitch] : (double?)null)];
        Shown = PlaneMap.Shown(utterances.Count) ?? [];
        if (Shown.Count > 0) Map = PlaneMap.Of(Standardised([.. Shown.Select(i => table.Values[i])]));
    }

    /// <summary>The utterances that could be read.</summary>
    public IReadOnlyList<Utterance> Utterances { get; }

    /// <summary>The median pitch of each; null where nothing is voiced.</summary>
    public IReadOnlyList<double?> PitchHz { get; }

    /// <summary>The places of the utterances on the map.</summary>
    public IReadOnlyList<int> Shown { get; }

    /// <summary>The map; null where there are too few utterances.</summary>
    public PlaneMap? Map { get; }

    /// <summary>Listens.</summary>
    public static HeardCorpus Of(
        IReadOnlyList<Utterance> utterances, int? threads, IProgress<CorpusProgress>? progress, CancellationToken cancellationToken)
    {
        if (utterances.Count == 0) throw new ArgumentException("There is no utterance to tell of.", nameof(utterances));
        var options = new ClipTableOptions
        {
            Features =
            [
                FeatureCatalog.Parse("mfcc"), FeatureCatalog.Parse("rms"),
                FeatureCatalog.Parse("pyin", new Dictionary<string, string> { ["fmax"] = "600", ["frame_length"] = "1024" }),
            ],
            Pool = ["mean", "std", "median"],
            SampleRateHz = RateHz,
            Threads = threads,
        };
        var table = ClipTable.OfUtterances(utterances, options, progress, cancellationToken);
        // A file that has gone since it was read has no row.
        return table.Problems.Count > 0
            ? throw new CorpusException(table.Problems[0].Message)
            : new HeardCorpus(utterances, table);
    }

    /// <summary>How many speakers some utterances have.</summary>
    public int Speakers(Func<Utterance, bool> which) => Utterances.Where(which).Select(u => u.SpeakerKey).Distinct().Count();

    /// <summary>The median duration, level and pitch of some utterances, as text.</summary>
    public string[] Medians(Func<Utterance, bool> which)
    {
        int[] places = [.. Enumerable.Range(0, Utterances.Count).Where(i => which(Utterances[i]))];
        return
        [
            Text(places.Select(i => Utterances[i].DurationSeconds), "0.00"), Text(places.Select(i => Utterances[i].LevelDb), "0.0"),
            Text(places.Select(i => PitchHz[i]), "0"),
        ];
    }

    private static string Text(IEnumerable<double?> values, string format) =>
        ValueRange.Of(values)?.Median.ToString(format, CultureInfo.InvariantCulture) ?? "\u2013";

    /// <summary>Every column with mean 0 and deviation 1; one that does not vary is 0.</summary>
    private static float[][] Standardised(float[][] rows)
    {
        var result = Array.ConvertAll(rows, r => new float[r.Length]);
        for (var c = 0; c < rows[0].Length; c++)
        {
            var mean = rows.Average(r => (double)r[c]);
            var deviation = Math.Sqrt(rows.Average(r => (r[c] - mean) * (r[c] - mean)));
            for (var i = 0; i < rows.Length; i++) result[i][c] = deviation > 0 ? (float)((rows[i][c] - mean) / deviation) : 0;
        }

        return result;
    }
}
