using System.Text.RegularExpressions;

namespace Undertone.Recognition.Corpora.Readers;

/// <summary>
/// CaFE, Canadian French (Gournay et al. 2018; the corpus's own Readme.txt): <c>01-C-1-1.wav</c> is actor (odd male, even female), emotion
/// by its French initial (colère, dégoût, joie, neutre, peur, surprise, tristesse), intensity (1 low, 2 high; neutral has one) and
/// sentence.
/// </summary>
internal sealed partial class CafeReader : CorpusReader
{
    public override string Name => "cafe";

    public override string Language => "fr";

    public override CorpusTerms Terms { get; } =
        new("CC BY-NC-SA 4.0", CommercialUse: false, Derivatives: true, "https://doi.org/10.5281/zenodo.1478765");

    public override NameReading? Read(CorpusFile file, CorpusReadOptions options)
    {
        var match = Pattern().Match(file.Stem);
        if (!match.Success) return null;
        var emotion = match.Groups[2].ValueSpan[0] switch
        {
            'C' => "angry",
            'D' => "disgust",
            'J' => "happy",
            'P' => "fearful",
            'S' => "surprised",
            'T' => "sad",
            _ => "neutral",
        };
        var actor = match.Groups[1].Value;
        return new NameReading(emotion, actor)
        {
            Sex = (actor[1] - '0') % 2 == 1 ? "male" : "female",
            Intensity = emotion == "neutral" ? null : match.Groups[3].ValueSpan[0] == '1' ? "low" : "high",
        };
    }

    [GeneratedRegex("^([0-9]{2})-([CDJNPST])-([12])-[1-6]$")]
    private static partial Regex Pattern();
}
