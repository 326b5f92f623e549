using System.Globalization;
using System.Text.Json.Nodes;

namespace Undertone.Recognition.Recipes;

/// <summary>
/// What a recipe does to every clip before features are computed, in training and in use: how the same voice comes out the same at any
/// loudness and rate.
/// </summary>
public sealed class HearingPlan
{
    /// <summary>The level that clips are brought to, in dB of full scale: what ITU-T P.56 measurements usually aim at.</summary>
    public const double LevelDb = -26;

    // A rate ends the band at its half, and resamplers fall a little below it.
    private const double ShareOfRate = 0.45;

    private const double DefaultFloorDb = -22;
    private const string BandOfData = "data";
    private const string NoFloor = "none";

    private HearingPlan(bool removeOffset, bool bringToLevel, double? bandHz, bool bandOfData, bool pickSpeech, double? floorDb,
        double dither)
    {
        (RemoveOffset, BringToLevel, BandHz, IsBandOfData) = (removeOffset, bringToLevel, bandHz, bandOfData);
        (PickSpeech, FloorDb, Dither) = (pickSpeech, floorDb, dither);
    }

    /// <summary>Whether a high-pass of 20 Hz takes off a constant offset and rumble. Default true.</summary>
    public bool RemoveOffset { get; }

    /// <summary>Whether clips are brought to one active speech level, <see cref="LevelDb"/>. Default true.</summary>
    public bool BringToLevel { get; }

    /// <summary>
    /// The frequency in Hz above which a clip is not heard; null where everything is. In a recipe whose <see cref="IsBandOfData"/> is true
    /// it is null until the training data has been measured.
    /// </summary>
    public double? BandHz { get; }

    /// <summary>Whether training sets <see cref="BandHz"/> to the band that nearly all of its data has. Default true.</summary>
    public bool IsBandOfData { get; }

    /// <summary>
    /// Whether silence before and after the speech, and pauses of a second and more in it, are left out, and frames are pooled by how much
    /// the voice sounds in them. A clip without speech is heard whole. Default true.
    /// </summary>
    public bool PickSpeech { get; }

    /// <summary>
    /// The noise floor that all recordings share, in dB below <see cref="LevelDb"/>, so that digital silence, the last bit of a file format
    /// and what a codec leaves of the room do not decide: spectra get the power that white noise of this level has on average. Null for
    /// none. Default -22.
    /// </summary>
    public double? FloorDb { get; }

    /// <summary>The mean square of the noise of <see cref="FloorDb"/>, 1 being that of full scale; 0 for none.</summary>
    public double FloorPower => FloorDb is { } db ? Math.Pow(10, (LevelDb + db) / 10) : 0;

    /// <summary>
    /// The standard deviation of noise that is added to every clip, in steps of 16 bits (1/32768), as Kaldi's <c>--dither</c>; 0 adds none.
    /// Added after the level is set. Default 0; <see cref="FloorDb"/> does the same for spectra without the chance in it.
    /// </summary>
    public double Dither { get; }

    /// <summary>The highest frequency in Hz that a recipe at a rate can hear in recordings of any rate.</summary>
    internal static double HighestHz(int sampleRateHz) => ShareOfRate * sampleRateHz;

    /// <summary>The band in Hz that a recipe at a rate hears; one that hears everything is bound by its rate.</summary>
    /// <param name="sampleRateHz">The recipe's rate.</param>
    public double HeardHz(int sampleRateHz) => BandHz ?? HighestHz(sampleRateHz);

    internal static HearingPlan Parse(RecipeObject json)
    {
        json.Only("offset", "level", "band", "speech", "floorDb", "dither");
        var band = Band(json);
        return new HearingPlan(
            json.Choice("offset", "remove", "remove", "keep") == "remove",
            json.Choice("level", "active", "active", "as-recorded") == "active",
            band,
            band is null && (!json.Has("band") || json.Text("band") == BandOfData),
            json.Choice("speech", "pick", "pick", "whole") == "pick",
            Floor(json),
            json.Number("dither", 0, 0, 1000));
    }

    /// <summary>The plan in full, as recipes and models keep it.</summary>
    internal JsonObject ToJson() => new()
    {
        ["offset"] = RemoveOffset ? "remove" : "keep",
        ["level"] = BringToLevel ? "active" : "as-recorded",
        ["band"] = BandHz is { } hz ? hz : IsBandOfData ? BandOfData : "whole",
        ["speech"] = PickSpeech ? "pick" : "whole",
        ["floorDb"] = FloorDb is { } db ? db : NoFloor,
        ["dither"] = Dither,
    };

    /// <summary>Equal for two plans exactly if they hear the same.</summary>
    internal string Signature => string.Create(CultureInfo.InvariantCulture,
        $"{(RemoveOffset ? "no offset" : "as is")}, {(BringToLevel ? "one level" : "any level")}, {BandHz:R} Hz, " +
        $"{(PickSpeech ? "speech" : "whole")}, floor {FloorDb:R} dB, dither {Dither:R}");

    private static double? Floor(RecipeObject json)
    {
        if (json.Has("floorDb") && json.Json["floorDb"] is JsonValue value && value.TryGetValue<string>(out _))
        {
            json.Choice("floorDb", NoFloor, NoFloor);
            return null;
        }

        return json.Number("floorDb", DefaultFloorDb, -120, 0);
    }

    private static double? Band(RecipeObject json)
    {
        if (!json.Has("band")) return null;
        if (json.Json["band"] is JsonValue value && value.TryGetValue<string>(out _))
        {
            json.Choice("band", BandOfData, BandOfData, "whole");
            return null;
        }

        return json.Number("band", 0, 500, 192_000);
    }
}
