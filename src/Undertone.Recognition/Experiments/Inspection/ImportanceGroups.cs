using System.Globalization;
using Undertone.Recognition.Pictures;
using Undertone.Recognition.Recipes;
using Undertone.Sound.Features.Engine;

namespace Undertone.Recognition.Experiments.Inspection;

/// <summary>
/// What is exchanged together of what a recipe's model sees: each feature that is pooled or stands in frames; of an image, and of a
/// sequence of one feature only, bands of it; of an encoder all that it tells, as no column of that means anything by itself.
/// </summary>
internal static class ImportanceGroups
{
    private const int Parts = 8;

    /// <summary>The groups, which cover all columns; where an image has several channels, each channel as a whole besides.</summary>
    /// <param name="recipe">The recipe, settled for its encoder.</param>
    /// <param name="firstColumns">How many numbers the first of two fused recipes sees; null where there is one recipe.</param>
    public static ImportanceGroup[] Of(Recipe recipe, int? firstColumns = null)
    {
        if (recipe.Fusion is not { } fusion || firstColumns is not { } first) return OfOne(recipe, 1);
        return
        [
            .. OfOne(recipe, first).Select(g => g with { Name = $"{recipe.Name}: {g.Name}", Rows = 1 }),
            .. OfOne(fusion.Recipe, 1).Select(g => g with { Name = $"{fusion.Recipe.Name}: {g.Name}", Start = first }),
        ];
    }

    private static ImportanceGroup[] OfOne(Recipe recipe, int encoderColumns)
    {
        var plan = recipe.Features;
        if (plan.Encoder is { } encoder)
            return [new($"encoder {encoder.Name}", [.. Enumerable.Range(0, encoderColumns)], encoderColumns) { IsEncoder = true }];
        var extractor = new FeatureExtractor(plan.List, recipe.SampleRateHz);
        int[] bands = [.. plan.List.Select((_, i) => extractor.BandsOf(i))];
        if (plan.Shape == FeatureShape.Image && bands.Distinct().Count() == 1) return Channels(recipe, bands[0]);
        var perBand = plan.Shape == FeatureShape.Pooled ? plan.Pool.Count : 1;
        var split = plan.Shape == FeatureShape.Image || (plan.Shape == FeatureShape.Frames && bands.Length == 1);
        var groups = new List<ImportanceGroup>();
        var at = 0;
        for (var i = 0; i < bands.Length; i++)
        {
            var (feature, first) = (plan.List[i], at);
            if (split)
            {
                groups.AddRange(PartsOf(bands[i]).Select(p => new ImportanceGroup(
                    PartName(feature, bands.Length == 1, recipe.SampleRateHz, bands[i], p),
                    [.. Enumerable.Range(first + p.First, p.Count)], 0)));
            }
            else groups.Add(new ImportanceGroup(feature.ToString(), [.. Enumerable.Range(first, bands[i] * perBand)], 0));
            at += bands[i] * perBand;
        }

        return [.. groups.Select(g => g with { Stride = at })];
    }

    /// <summary>Bands across all channels of an image, then each of several channels.</summary>
    private static ImportanceGroup[] Channels(Recipe recipe, int bands)
    {
        var list = recipe.Features.List;
        var (channels, stride) = (list.Count, bands * list.Count);
        var groups = PartsOf(bands).Select(p =>
        {
            string[] names = [.. list.Select(f => PartName(f, channels == 1, recipe.SampleRateHz, bands, p)).Distinct()];
            int[] columns = [.. Enumerable.Range(p.First * channels, p.Count * channels)];
            return new ImportanceGroup(names.Length == 1 ? names[0] : RowsName("all channels", p), columns, stride);
        });
        var whole = list.Select((f, c) => new ImportanceGroup(
            f.ToString(), [.. Enumerable.Range(0, bands).Select(b => (b * channels) + c)], stride));
        return [.. groups, .. channels == 1 ? [] : whole];
    }

    /// <summary>Eight parts of nearly equal size, or as many as there are bands.</summary>
    private static IEnumerable<(int First, int Count)> PartsOf(int bands)
    {
        var parts = Math.Min(Parts, bands);
        return Enumerable.Range(0, parts).Select(p => (bands * p / parts, (bands * (p + 1) / parts) - (bands * p / parts)));
    }

    /// <summary>
    /// The frequencies of bands where a feature has them, else the numbers of the bands, from 1; with the name of the feature where there
    /// are several.
    /// </summary>
    private static string PartName(FeatureSpec feature, bool isOnly, int sampleRateHz, int bands, (int First, int Count) part)
    {
        if (bands == 1) return feature.ToString();
        var (options, nyquist) = (new SpecOptions(feature), sampleRateHz / 2.0);
        var axis = feature.Name switch
        {
            "stft_magnitude" => Axis.LinearHz(0, nyquist),
            "melspectrogram" or "melspectrogram_db" or "log_melspectrogram" => Axis.MelHz(
                options.Number("fmin", 0), options.Number("fmax", nyquist), options.Text("htk", "false") == "true"),
            _ => null,
        };
        if (axis is null) return RowsName(feature.Name, part);
        var (low, high) = (axis.ValueAt((double)part.First / bands), axis.ValueAt((double)(part.First + part.Count) / bands));
        return string.Create(CultureInfo.InvariantCulture, $"{(isOnly ? "" : feature.Name + ", ")}{low:0} to {high:0} Hz");
    }

    private static string RowsName(string what, (int First, int Count) part) => part.Count == 1
        ? string.Create(CultureInfo.InvariantCulture, $"{what}, row {part.First + 1}")
        : string.Create(CultureInfo.InvariantCulture, $"{what}, rows {part.First + 1} to {part.First + part.Count}");
}
