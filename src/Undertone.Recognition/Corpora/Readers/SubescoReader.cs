using System.Text.RegularExpressions;

namespace Undertone.Recognition.Corpora.Readers;

/// <summary>
/// SUBESCO, Bangla (Sultana et al. 2021, https://doi.org/10.1371/journal.pone.0250173): <c>F_02_MONIKA_S_1_NEUTRAL_5.wav</c> is sex, number
/// and name of the speaker, sentence, emotion and take. Women and men are numbered from 01 each: the speaker's code is <c>F_02</c>.
/// </summary>
internal sealed partial class SubescoReader : CorpusReader
{
    public override string Name => "subesco";

    public override string Language => "bn";

    public override CorpusTerms Terms { get; } =
        new("CC BY 4.0", CommercialUse: true, Derivatives: true, "https://doi.org/10.5281/zenodo.4526477");

    public override NameReading? Read(CorpusFile file, CorpusReadOptions options)
    {
        var match = Pattern().Match(file.Stem);
        if (!match.Success) return null;
        var emotion = match.Groups[3].Value.ToUpperInvariant() switch
        {
            "ANGRY" => "angry",
            "DISGUST" => "disgust",
            "FEAR" => "fearful",
            "HAPPY" => "happy",
            "NEUTRAL" => "neutral",
            "SAD" => "sad",
            _ => "surprised",
        };
        var sex = match.Groups[1].Value.ToUpperInvariant();
        return new NameReading(emotion, $"{sex}_{match.Groups[2].Value}") { Sex = sex == "F" ? "female" : "male" };
    }

    [GeneratedRegex(@"^([FM])_([0-9]{2})_[A-Z]+_S_[0-9]+_(ANGRY|DISGUST|FEAR|HAPPY|NEUTRAL|SAD|SURPRISE)_[0-9]+$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
