using System.Text.Json.Nodes;
using Undertone.Recognition.Files;
using Undertone.Recognition.Inference.Bundle;

namespace Undertone.Recognition.Inference.Voices;

/// <summary>
/// What is known of one speaker, as one model hears them: numbers only, no audio. <see cref="EmotionRecognizer"/> makes and uses it.
/// </summary>
public sealed record Voice
{
    /// <summary>With fewer clips than this, what is known is little.</summary>
    public const int FewClips = 5;

    // Found on speakers that the model had not heard: sets of 5 to 10 clips of one emotion are noticed in a third to four fifths of the
    // cases, by corpus; mixed ones are taken for such in at most one of ten.
    private const double MostlyOneAnswer = 0.8;
    private const double UsualSpread = 1;
    private const double SmallSpread = 0.8;

    private const int FormatVersion = 1;
    private const int MostNumbers = 1 << 20;
    private const int LongestModel = 200;
    private const int FingerprintDigits = 64;

    /// <summary>What the speaker is called.</summary>
    public required string Name { get; init; }

    /// <summary>The name of the model that heard the clips.</summary>
    public required string Model { get; init; }

    /// <summary>A digest of that model's weights, 64 hexadecimal digits: to another model these numbers say nothing.</summary>
    public required string ModelFingerprint { get; init; }

    /// <summary>How many clips with speech were heard, at least 1.</summary>
    public required int Clips { get; init; }

    /// <summary>How long they are together.</summary>
    public required double Seconds { get; init; }

    /// <summary>Whether the speaker spoke neutrally in all of them. Default false: the clips are of any emotions.</summary>
    public bool Neutral { get; init; }

    /// <summary>The mean embedding of the clips.</summary>
    public required IReadOnlyList<double> Mean { get; init; }

    /// <summary>How far the clips lie apart; 1 is as far as those of a training speaker over all emotions. 0 for a single clip.</summary>
    public required double Spread { get; init; }

    /// <summary>The share of the clips for which the model, not knowing the voice, gives the same and most frequent answer.</summary>
    public required double SameAnswer { get; init; }

    /// <summary>
    /// Whether the clips sound like one emotion only. Answers relative to that emotion do harm; neutral clips that are said to be neutral
    /// do not.
    /// </summary>
    public bool SoundsAlike => !Neutral && Clips > 1
        && (Spread < SmallSpread || (Spread < UsualSpread && SameAnswer >= MostlyOneAnswer));

    /// <summary>What a person should know before using the voice, one sentence each; empty where there is nothing.</summary>
    public IReadOnlyList<string> Warnings
    {
        get
        {
            var warnings = new List<string>();
            if (Clips < FewClips)
            {
                warnings.Add(FormattableString.Invariant(
                    $"it rests on {Clips} clip{(Clips == 1 ? "" : "s")} only; {FewClips} or more of different emotions make it reliable."));
            }

            if (SoundsAlike)
            {
                warnings.Add(
                    "its clips sound alike, as if of one emotion, and answers relative to that are worse than none. "
                    + "Bring clips of several emotions, or, where all are neutral, enroll them as neutral.");
            }

            return warnings;
        }
    }

    /// <summary>The voice as <c>voice show --json</c> has it; its file has the mean embedding as well.</summary>
    public JsonObject Describe() => new()
    {
        ["name"] = Name,
        ["model"] = Model,
        ["clips"] = Clips,
        ["seconds"] = Seconds,
        ["neutral"] = Neutral,
        ["spread"] = Spread,
        ["sameAnswer"] = SameAnswer,
        ["soundsAlike"] = SoundsAlike,
    };

    /// <summary>Reads a voice that comes from elsewhere, such as a client: every value is checked.</summary>
    /// <param name="utf8">JSON as <see cref="ToJson"/> has it.</param>
    /// <exception cref="VoiceException">It is none.</exception>
    public static Voice Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var voice = FromJson(SavedJson.Parse(utf8));
            if (VoiceName.Fault(voice.Name) is { } fault) throw new DamagedJsonException("name", fault);
            if (voice.Model.Length > LongestModel) throw new DamagedJsonException("model", "it is too long");
            return IsFingerprint(voice.ModelFingerprint)
                ? voice
                : throw new DamagedJsonException("modelFingerprint", "expected 64 hexadecimal digits");
        }
        catch (Exception e) when (e is DamagedJsonException or InvalidOperationException)
        {
            // The latter where a text has half a surrogate pair.
            var where = e is DamagedJsonException ? e.Message : "a text is not whole.";
            throw new VoiceException($"This is no voice: {where} Take it as it was given, or enroll the speaker again.", e);
        }
    }

    /// <summary>The voice as its file has it, from which <see cref="Parse"/> makes it again.</summary>
    public JsonObject ToJson() => new()
    {
        ["formatVersion"] = FormatVersion,
        ["name"] = Name,
        ["model"] = Model,
        ["modelFingerprint"] = ModelFingerprint,
        ["clips"] = Clips,
        ["seconds"] = Seconds,
        ["neutral"] = Neutral,
        ["spread"] = Spread,
        ["sameAnswer"] = SameAnswer,
        ["mean"] = ScalerJson.Numbers(Mean),
    };

    private static bool IsFingerprint(string text) => text.Length == FingerprintDigits && text.All(char.IsAsciiHexDigitLower);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="DamagedJsonException">A value is missing, of another kind or impossible.</exception>
    internal static Voice FromJson(SavedJson json)
    {
        var version = json.WholeNumber("formatVersion");
        if (version != FormatVersion)
            throw new DamagedJsonException("formatVersion", $"it is {version}, and this program reads {FormatVersion}");
        var mean = json.Numbers("mean");
        if (mean.Count is 0 or > MostNumbers) throw new DamagedJsonException("mean", "it is impossible");
        return new Voice
        {
            Name = json.Text("name"),
            Model = json.Text("model"),
            ModelFingerprint = json.Text("modelFingerprint"),
            Clips = json.WholeNumber("clips", 1),
            Seconds = json.Number("seconds", null, 0, double.MaxValue),
            Neutral = json.Flag("neutral"),
            Spread = json.Number("spread", null, 0, double.MaxValue),
            SameAnswer = json.Number("sameAnswer", null, 0, 1),
            Mean = mean,
        };
    }
}
