using System.Text.RegularExpressions;

namespace Undertone.Recognition.Corpora.Readers;

/// <summary>
/// SAVEE (Haq and Jackson 2010), four men: <c>DC_sa01.wav</c> all in one folder, or <c>DC/sa01.wav</c> with a folder for each speaker.
/// </summary>
internal sealed partial class SaveeReader : CorpusReader
{
    private static readonly string[] Speakers = ["DC", "JE", "JK", "KL"];

    public override string Name => "savee";

    public override string Language => "en";

    public override CorpusTerms Terms { get; } =
        new("free for research, on registration", CommercialUse: false, Derivatives: true, "http://kahlan.eps.surrey.ac.uk/savee/");

    public override NameReading? Read(CorpusFile file, CorpusReadOptions options)
    {
        var match = Pattern().Match(file.Stem);
        if (!match.Success) return null;
        var speaker = (match.Groups[1].Success ? match.Groups[1].Value : file.Folder).ToUpperInvariant();
        if (!Speakers.Contains(speaker)) return null;
        var emotion = match.Groups[2].Value.ToLowerInvariant() switch
        {
            "a" => "angry",
            "d" => "disgust",
            "f" => "fearful",
            "h" => "happy",
            "n" => "neutral",
            "sa" => "sad",
            _ => "surprised",
        };
        return new NameReading(emotion, speaker) { Sex = "male" };
    }

    [GeneratedRegex(@"^(?:([A-Z]{2})_)?(a|d|f|h|n|sa|su)[0-9]{2}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
