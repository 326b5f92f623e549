using System.Text.Json.Nodes;
using Undertone.Learning.Randomness;
using Undertone.Words;

namespace Undertone.Learning.Neural.Augmentation;

/// <summary>
/// What training does to images [time, bands, channels] and frames [time, columns], so that a network hears more than was recorded: stages
/// one after the other, each with its chance. The result depends on image and key alone.
/// </summary>
public sealed class ImageAugmentation
{
    private static readonly SortedDictionary<string, Func<SpecReader, ImageStage>> Makers = new(StringComparer.Ordinal)
    {
        ["band-shift"] = BandShiftStage.Read,
        ["crop"] = CropStage.Read,
        ["equalizer"] = EqualizerStage.Read,
        ["gain"] = GainStage.Read,
        ["masks"] = MasksStage.Read,
        ["noise-floor"] = NoiseFloorStage.Read,
        ["rate"] = RateStage.Read,
    };

    private readonly ImageStage[] _stages;

    private ImageAugmentation(ImageStage[] stages) => _stages = stages;

    /// <summary>Number of stages.</summary>
    public int Count => _stages.Length;

    /// <summary>The first stage that may change a sample's length; -1 where none does.</summary>
    public int FirstThatChangesLength => Array.FindIndex(_stages, s => s.ChangesLength);

    /// <summary>The first stage that takes columns for bands which lie side by side; -1 where none does.</summary>
    public int FirstThatNeedsBands => Array.FindIndex(_stages, s => s.NeedsBands);

    /// <summary>Reads a list of stages such as <c>{ "type": "crop", "frames": 250, "probability": 1 }</c>.</summary>
    /// <param name="node">The list.</param>
    /// <param name="path">Its place, for exceptions.</param>
    /// <exception cref="NetworkSpecException">A stage, key or value is wrong.</exception>
    public static ImageAugmentation FromJson(JsonNode? node, string path)
    {
        var list = node as JsonArray ?? throw new NetworkSpecException(path, "must be a list of stages [ ... ]");
        return new ImageAugmentation([.. list.Select((item, i) => Read(item, $"{path}[{i}]"))]);
    }

    /// <summary>Steps to expect of an image that has so many.</summary>
    /// <param name="steps">Time steps of the image as it is.</param>
    public int ExpectedSteps(int steps) => _stages.Aggregate(steps, (s, stage) => stage.ExpectedSteps(s));

    /// <summary>A changed copy of an image.</summary>
    /// <param name="image">[time, bands, channels], row-major.</param>
    /// <param name="bands">Length of the band axis.</param>
    /// <param name="channels">Length of the channel axis; 1 for frames.</param>
    /// <param name="leastSteps">Fewest time steps that may be left where there were so many.</param>
    /// <param name="key">Key of the random numbers.</param>
    public float[] Apply(float[] image, int bands, int channels, int leastSteps, ulong key)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(bands, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        if (image.Length == 0 || image.Length % (bands * channels) != 0)
        {
            throw new ArgumentException(
                $"{image.Length} numbers are no whole steps of {bands} bands and {channels} channels.", nameof(image));
        }

        var sample = new ImageSample((float[])image.Clone(), bands, channels) { LeastSteps = leastSteps };
        for (var i = 0; i < _stages.Length; i++)
        {
            // Each stage has numbers of its own: one more draw in one changes nothing in the others.
            var random = new Xoshiro256PlusPlus(SplitMix64.Mix(key, (ulong)i + 1));
            if (random.NextDouble() < _stages[i].Probability) _stages[i].Apply(sample, random);
        }

        return sample.Values;
    }

    /// <summary>All stages with their numbers.</summary>
    public override string ToString() => string.Join("; ", _stages.AsEnumerable());

    private static ImageStage Read(JsonNode? node, string path)
    {
        if (node is not JsonObject) throw new NetworkSpecException(path, "must be a stage such as { \"type\": \"crop\", \"frames\": 250 }");
        var spec = new SpecReader(node, path);
        if (!Makers.TryGetValue(spec.Type, out var make))
        {
            throw new NetworkSpecException(
                $"{path}.type",
                $"'{spec.Type}' is no stage{NearestWord.Hint(spec.Type, Makers.Keys)}; there are {string.Join(", ", Makers.Keys)}");
        }

        var stage = make(spec) with { Probability = spec.Number("probability", 1, 0, 1) };
        spec.Finish();
        return stage;
    }
}
