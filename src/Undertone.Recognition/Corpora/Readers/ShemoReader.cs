using System.Text.RegularExpressions;

namespace Undertone.Recognition.Corpora.Readers;

/// <summary>
/// ShEMO, Persian (Mohamad Nezami et al. 2019, https://doi.org/10.1007/s10579-018-9427-x): <c>F01A05.wav</c> is sex, speaker, emotion
/// (anger, fear, happiness, neutral, sadness, W for surprise) and number. Women and men are numbered from 01 each: the speaker's code is
/// <c>F01</c>.
/// </summary>
internal sealed partial class ShemoReader : CorpusReader
{
    public override string Name => "shemo";

    public override string Language => "fa";

    public override CorpusTerms Terms { get; } =
        new("free for academic purposes", CommercialUse: false, Derivatives: true, "https://github.com/mansourehk/ShEMO");

    public override NameReading? Read(CorpusFile file, CorpusReadOptions options)
    {
        var match = Pattern().Match(file.Stem);
        if (!match.Success) return null;
        var emotion = match.Groups[2].ValueSpan[0] switch
        {
            'A' => "angry",
            'F' => "fearful",
            'H' => "happy",
            'N' => "neutral",
            'S' => "sad",
            _ => "surprised",
        };
        return new NameReading(emotion, match.Groups[1].Value) { Sex = file.Stem[0] == 'F' ? "female" : "male" };
    }

    [GeneratedRegex("^([FM][0-9]{2})([AFHNSW])[0-9]{2,3}$")]
    private static partial Regex Pattern();
}
