using System.Globalization;

namespace Undertone.Recognition.Corpora.Collections;

/// <summary>Recordings that reach less high than others: a model could tell them by that, and learn nothing of the voice.</summary>
internal static class BandProblems
{
    private const double NarrowShare = 0.75;

    /// <summary>The files that reach less than three quarters as high as the middle one of all.</summary>
    public static IEnumerable<CorpusProblem> Narrow(IReadOnlyList<Utterance> utterances)
    {
        var bands = utterances.Select(u => u.BandwidthHz).OfType<double>().Order().ToArray();
        if (bands.Length == 0) return [];
        var middle = bands[bands.Length / 2];
        return from u in utterances
               where u.BandwidthHz < NarrowShare * middle
               let own = Kilohertz(u.BandwidthHz!.Value)
               let detail = $"It reaches {own}, and half of the recordings reach {Kilohertz(middle)}; it is kept."
               select new CorpusProblem(u.Path, ProblemReason.NarrowBand, detail);
    }

    /// <summary>A warning where corpora differ.</summary>
    public static IEnumerable<string> Mixture(IReadOnlyList<FoundCorpus> corpora)
    {
        var measured = corpora.Where(c => c.BandwidthHz is not null).OrderBy(c => c.BandwidthHz).ToArray();
        if (measured.Length < 2 || !(measured[0].BandwidthHz < NarrowShare * measured[^1].BandwidthHz)) yield break;
        var list = string.Join(", ", measured.Select(c => $"{c.Name} {Kilohertz(c.BandwidthHz!.Value)}"));
        yield return $"The corpora reach differently high: {list}. "
            + "A recipe whose hearing.band is \"data\" hears what nearly all recordings have.";
    }

    private static string Kilohertz(double hz) => string.Create(CultureInfo.InvariantCulture, $"{hz / 1000:0.0} kHz");
}
