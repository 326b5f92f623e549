using System.Text.RegularExpressions;

namespace Undertone.Recognition.Corpora.Readers;

/// <summary>
/// nEMO (Christop 2024), Polish: <c>EB0_anger_14.wav</c> is speaker, emotion and sentence. The speakers' sex is that of the corpus's own
/// data.tsv.
/// </summary>
internal sealed partial class NemoReader : CorpusReader
{
    public override string Name => "nemo";

    public override string Language => "pl";

    public override CorpusTerms Terms { get; } =
        new("CC BY-NC-SA 4.0", CommercialUse: false, Derivatives: true, "https://huggingface.co/datasets/amu-cai/nEMO");

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
        var speaker = match.Groups[1].Value.ToUpperInvariant();
        var sex = speaker switch
        {
            "EB0" or "IC0" or "KD0" or "MK0" => "female",
            "KS0" or "MP0" or "SM0" or "TP0" or "WR0" => "male",
            _ => null,
        };
        return new NameReading(emotion, speaker) { Sex = sex };
    }

    [GeneratedRegex(@"^([A-Z]{2}[0-9])_(anger|fear|happiness|neutral|sadness|surprised?)_[0-9]+$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
