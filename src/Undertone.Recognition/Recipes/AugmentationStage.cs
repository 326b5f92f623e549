using System.Globalization;
using System.Text.Json.Nodes;

namespace Undertone.Recognition.Recipes;

/// <summary>One stage of augmentation: what is done to samples, how often, and between which numbers it is drawn.</summary>
public sealed class AugmentationStage
{
    /// <summary>The word of <see cref="Noise"/> for noise with the same power in every octave.</summary>
    public const string PinkNoise = "pink";

    /// <summary>The word of <see cref="Noise"/> for several synthetic voices at once.</summary>
    public const string BabbleNoise = "babble";

    private const string Words = "gain, noise, room, telephone, codec, equalizer, pitch, formants, rate, crop";

    // The key of the numbers that a stage draws between, the limits of both, and what a missing key means.
    private static readonly Dictionary<AugmentationKind, Draw> Draws = new()
    {
        [AugmentationKind.Gain] = new("db", -60, 30, -30, 0),
        [AugmentationKind.Noise] = new("snrDb", -20, 60, 5, 25),
        [AugmentationKind.Room] = new("seconds", 0.05, 5, 0.15, 0.8),
        [AugmentationKind.Codec] = new("marginDb", 0, 60, 4, 14),
        [AugmentationKind.Equalizer] = new("db", -40, 40, -8, 8),
        [AugmentationKind.Pitch] = new("semitones", -12, 12, -2, 2),
        [AugmentationKind.Formants] = new("factor", 0.5, 2, 0.87, 1.15),
        [AugmentationKind.Rate] = new("factor", 0.5, 2, 0.85, 1.18),
        [AugmentationKind.Crop] = new("seconds", 0.2, 60, 1, 2),
    };

    private AugmentationStage(AugmentationKind kind, double probability, double from, double to, string? noise) =>
        (Kind, Probability, From, To, Noise) = (kind, probability, from, to, noise);

    /// <summary>What is done.</summary>
    public AugmentationKind Kind { get; }

    /// <summary>How often it is done, from 0 to 1. Default 1: to every copy.</summary>
    public double Probability { get; }

    /// <summary>One end of the range that its number is drawn from, evenly; 0 where it draws none.</summary>
    public double From { get; }

    /// <summary>The other end.</summary>
    public double To { get; }

    /// <summary>
    /// Of <see cref="AugmentationKind.Noise"/>: <see cref="PinkNoise"/>, the default, <see cref="BabbleNoise"/>, or a folder of recordings;
    /// null of other kinds.
    /// </summary>
    public string? Noise { get; }

    /// <summary>Equal for two stages exactly if they do the same.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Kind.ToString().ToLowerInvariant()} {Probability:R} {From:R} {To:R} {Noise}");

    internal static AugmentationStage Parse(RecipeObject json)
    {
        var kind = Enum.Parse<AugmentationKind>(json.Choice("type", "", [.. Words.Split(", ")]), ignoreCase: true);
        var draw = Draws.GetValueOrDefault(kind);
        var isNoise = kind == AugmentationKind.Noise;
        json.Only([.. new[] { "type", "probability", draw?.Key, isNoise ? "noise" : null }.OfType<string>()]);
        var (from, to) = draw?.Read(json) ?? default;
        return new AugmentationStage(
            kind, json.Number("probability", 1, 0, 1), from, to, isNoise ? json.Text("noise", PinkNoise) : null);
    }

    private sealed record Draw(string Key, double Least, double Most, double From, double To)
    {
        public (double From, double To) Read(RecipeObject json)
        {
            if (!json.Has(Key)) return (From, To);
            var list = json.Array(Key);
            if (list.Count != 2) throw new RecipeException(json.PlaceOf(Key), "expected two numbers [ from, to ].");
            var ends = new RecipeObject(new JsonObject { ["0"] = list[0]?.DeepClone(), ["1"] = list[1]?.DeepClone() }, json.PlaceOf(Key));
            return (ends.Number("0", null, Least, Most), ends.Number("1", null, Least, Most));
        }
    }
}
