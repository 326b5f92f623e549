using System.Text.RegularExpressions;

namespace Undertone.Recognition.Corpora.Readers;

/// <summary>
/// EMOVO (Costantini et al. 2014): <c>rab-f1-b1.wav</c> is emotion by its Italian word, speaker (f1 to f3, m1 to m3) and sentence.
/// </summary>
internal sealed partial class EmovoReader : CorpusReader
{
    public override string Name => "emovo";

    public override string Language => "it";

    public override CorpusTerms Terms { get; } =
        new("free for research", CommercialUse: false, Derivatives: true, "http://voice.fub.it/activities/corpora/emovo/index.html");

    public override NameReading? Read(CorpusFile file, CorpusReadOptions options)
    {
        var match = Pattern().Match(file.Stem);
        if (!match.Success) return null;
        var emotion = match.Groups[1].Value.ToLowerInvariant() switch
        {
            "dis" => "disgust",
            "gio" => "happy",
            "neu" => "neutral",
            "pau" => "fearful",
            "rab" => "angry",
            "sor" => "surprised",
            _ => "sad",
        };
        var speaker = match.Groups[2].Value.ToLowerInvariant();
        return new NameReading(emotion, speaker) { Sex = speaker[0] == 'f' ? "female" : "male" };
    }

    [GeneratedRegex(@"^(dis|gio|neu|pau|rab|sor|tri)-([fm][0-9])-[a-z][0-9]$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
