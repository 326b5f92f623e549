using System.Text.RegularExpressions;

namespace Undertone.Recognition.Corpora.Readers;

/// <summary>nEMO (Christop 2024), Polish: <c>EB0_anger_14.wav</c> is speaker, emotion and sentence.</summary>
internal sealed partial class NemoReader : CorpusReader
{
    public override string Name => "nemo";

    public override string Language => "pl";

    public override NameReading? Read(CorpusFile file, CorpusReadOptions options)
    {
        var match = Pattern().Match(file.Stem);
        if (!match.Success) return null;
        var emotion = match.Groups[2].Value.ToLowerInvariant() switch
        {
            "anger" => "angry",
            "fear" => "fearful",
            "happiness" => "happy",
            "neutral" => "neutral",
            "sadness" => "sad",
            _ => "surprised",
        };
        return new NameReading(emotion, match.Groups[1].Value.ToUpperInvariant());
    }

    [GeneratedRegex(@"^([A-Z]{2}[0-9])_(anger|fear|happiness|neutral|sadness|surprised?)_[0-9]+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
