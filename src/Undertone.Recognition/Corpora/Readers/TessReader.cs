using System.Text.RegularExpressions;

namespace Undertone.Recognition.Corpora.Readers;

/// <summary>
/// TESS (Pichora-Fuller and Dupuis 2020): <c>OAF_back_angry.wav</c> is speaker (the older or the younger actress), word and emotion. One
/// file in the published set has the prefix OA; ps is pleasant surprise. The folders (<c>OAF_Pleasant_surprise</c>,
/// <c>YAF_pleasant_surprised</c>) are not looked at.
/// </summary>
internal sealed partial class TessReader : CorpusReader
{
    public override string Name => "tess";

    public override string Language => "en";

    public override CorpusTerms Terms { get; } =
        new("CC BY-NC-ND 4.0", CommercialUse: false, Derivatives: false, "https://doi.org/10.5683/SP2/E8H2MF");

    public override NameReading? Read(CorpusFile file, CorpusReadOptions options)
    {
        var match = Pattern().Match(file.Stem);
        if (!match.Success) return null;
        var emotion = match.Groups[2].Value.ToLowerInvariant() switch
        {
            "fear" => "fearful",
            "angry" or "disgust" or "happy" or "neutral" or "sad" => match.Groups[2].Value.ToLowerInvariant(),
            _ => "surprised",
        };
        return new NameReading(emotion, match.Groups[1].ValueSpan[0] is 'O' or 'o' ? "OAF" : "YAF") { Sex = "female" };
    }

    [GeneratedRegex(@"^(OAF?|YAF?)_[^_]+_(angry|disgust|fear|happy|neutral|sad|ps|pleasant_surprised?)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
