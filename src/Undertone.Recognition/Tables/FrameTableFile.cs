using System.Globalization;
using Undertone.Recognition.Files;
using Undertone.Sound.Features.Engine;

namespace Undertone.Recognition.Tables;

/// <summary>Features of one clip frame by frame.</summary>
public static class FrameTableFile
{
    /// <summary>Writes comma-separated values, a frame a row: its number, then <c>mfcc_0</c> and so on.</summary>
    /// <param name="writer">Where to; it stays open.</param>
    /// <param name="features">The features.</param>
    /// <param name="matrices">Their values, of equally many frames.</param>
    /// <exception cref="ArgumentException">The features have different numbers of frames.</exception>
    public static void WriteCsv(TextWriter writer, IReadOnlyList<FeatureSpec> features, IReadOnlyList<FeatureMatrix> matrices)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(matrices);
        if (matrices.Select(m => m.Frames).Distinct().Count() > 1)
        {
            var counts = features.Zip(matrices, (f, m) => FormattableString.Invariant($"{f.Name} {m.Frames}"));
            throw new ArgumentException(
                $"The features have different numbers of frames ({string.Join(", ", counts)}), so they fit no common rows: "
                + "give them one hop_length, pool them, or write .npz.");
        }

        using var csv = new CsvWriter(writer, ["frame", .. features.Zip(matrices).SelectMany(f => NamesOf(f.First, f.Second.Bands))]);
        for (var t = 0; t < matrices[0].Frames; t++)
        {
            var frame = t;
            var values = matrices.SelectMany(m => m.Frame(frame).ToArray());
            csv.Write([Text(t), .. values.Select(v => v.ToString("R", CultureInfo.InvariantCulture))]);
        }
    }

    private static IEnumerable<string> NamesOf(FeatureSpec feature, int bands) =>
        bands == 1 ? [feature.Name] : Enumerable.Range(0, bands).Select(b => $"{feature.Name}_{Text(b)}");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
