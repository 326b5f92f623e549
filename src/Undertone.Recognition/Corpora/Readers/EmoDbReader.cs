using System.Text.RegularExpressions;

namespace Undertone.Recognition.Corpora.Readers;

/// <summary>
/// EmoDB (Burkhardt et al. 2005): <c>03a01Fa.wav</c> is speaker, text, emotion by its German initial (Wut, Langeweile, Ekel, Angst, Freude,
/// Trauer, neutral) and version.
/// </summary>
internal sealed partial class EmoDbReader : CorpusReader
{
    public override string Name => "emodb";

    public override string Language => "de";

    public override CorpusTerms Terms { get; } =
        new("free for research", CommercialUse: false, Derivatives: true, "http://emodb.bilderbar.info/");

    public override NameReading? Read(CorpusFile file, CorpusReadOptions options)
    {
        var match = Pattern().Match(file.Stem);
        if (!match.Success) return null;
        var emotion = match.Groups[2].ValueSpan[0] switch
        {
            'W' or 'w' => "angry",
            'L' or 'l' => "bored",
            'E' or 'e' => "disgust",
            'A' or 'a' => "fearful",
            'F' or 'f' => "happy",
            'T' or 't' => "sad",
            _ => "neutral",
        };
        var sex = match.Groups[1].Value switch
        {
            "03" or "10" or "11" or "12" or "15" => "male",
            "08" or "09" or "13" or "14" or "16" => "female",
            _ => null,
        };
        return new NameReading(emotion, match.Groups[1].Value) { Sex = sex };
    }

    [GeneratedRegex(@"^([0-9]{2})[ab][0-9]{2}([WLEAFTN])[a-z]$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
