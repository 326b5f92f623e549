using System.Text.RegularExpressions;

namespace Undertone.Recognition.Corpora.Readers;

/// <summary>
/// AESDD, Greek (Vryzas et al. 2018; the corpus's own readme): <c>a01 (1).wav</c> is emotion (anger, disgust, fear, happiness, sadness),
/// utterance and, in brackets, speaker. A letter behind the utterance is another take. Names do not tell the sex.
/// </summary>
internal sealed partial class AesddReader : CorpusReader
{
    public override string Name => "aesdd";

    public override string Language => "el";

    public override CorpusTerms Terms { get; } = new(
        "free for research", CommercialUse: false, Derivatives: true, "http://m3c.web.auth.gr/research/aesdd-speech-emotion-recognition/");

    public override NameReading? Read(CorpusFile file, CorpusReadOptions options)
    {
        var match = Pattern().Match(file.Stem);
        if (!match.Success) return null;
        var emotion = match.Groups[1].ValueSpan[0] switch
        {
            'a' => "angry",
            'd' => "disgust",
            'f' => "fearful",
            'h' => "happy",
            _ => "sad",
        };
        return new NameReading(emotion, match.Groups[2].Value);
    }

    [GeneratedRegex(@"^([adfhs])[0-9]{2}[a-z]? ?\(([0-9]+)\)[a-z]?$")]
    private static partial Regex Pattern();
}
