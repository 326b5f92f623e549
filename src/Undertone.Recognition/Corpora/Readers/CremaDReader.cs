using System.Text.RegularExpressions;

namespace Undertone.Recognition.Corpora.Readers;

/// <summary>
/// CREMA-D (Cao et al. 2014): <c>1076_MTI_SAD_XX.wav</c> is actor, sentence, emotion and intensity (LO, MD, HI, or XX for unspecified).
/// </summary>
internal sealed partial class CremaDReader : CorpusReader
{
    // The sex of actors 1001 to 1091 in order, from the corpus's own VideoDemographics.csv: 43 women and 48 men.
    private const int FirstActor = 1001;
    private const string ActorSexes =
        "MFFFMFFFFFMFFMMMMFMFFMMFFMMFFFMMMMMMFMMMMMFMMFFMFMMFFFFFMFMFFMFMMMMMMMMFFFFFMFFMMFMFMMMMFMF";

    /// <summary>The corpus's name.</summary>
    public const string CorpusName = "cremad";

    public override string Name => CorpusName;

    public override string Language => "en";

    public override CorpusTerms Terms { get; } =
        new("ODbL 1.0", CommercialUse: true, Derivatives: true, "https://github.com/CheyneyComputerScience/CREMA-D");

    public override NameReading? Read(CorpusFile file, CorpusReadOptions options)
    {
        var match = Pattern().Match(file.Stem);
        if (!match.Success) return null;
        var emotion = match.Groups[2].Value.ToUpperInvariant() switch
        {
            "ANG" => "angry",
            "DIS" => "disgust",
            "FEA" => "fearful",
            "HAP" => "happy",
            "NEU" => "neutral",
            _ => "sad",
        };
        var actor = int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) - FirstActor;
        return new NameReading(emotion, match.Groups[1].Value)
        {
            Sex = (uint)actor >= (uint)ActorSexes.Length ? null : ActorSexes[actor] == 'F' ? "female" : "male",
            Intensity = match.Groups[3].Value.ToUpperInvariant() switch { "LO" => "low", "MD" => "medium", "HI" => "high", _ => null },
        };
    }

    [GeneratedRegex(@"^([0-9]{4})_[A-Z]{3}_(ANG|DIS|FEA|HAP|NEU|SAD)_(LO|MD|HI|XX?)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
