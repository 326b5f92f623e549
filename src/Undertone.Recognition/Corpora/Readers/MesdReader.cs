using System.Text.RegularExpressions;

namespace Undertone.Recognition.Corpora.Readers;

/// <summary>
/// MESD, Mexican Spanish (Duville et al. 2021): <c>Anger_F_A_abajo.wav</c> is emotion, voice (F woman, M man, C child), word list (A or B)
/// and word. The names tell no speaker; the voices of children have no sex either.
/// </summary>
internal sealed partial class MesdReader : CorpusReader
{
    public override string Name => "mesd";

    public override string Language => "es";

    public override CorpusTerms Terms { get; } =
        new("CC BY 4.0", CommercialUse: true, Derivatives: true, "https://doi.org/10.17632/cy34mh68j9.5");

    public override NameReading? Read(CorpusFile file, CorpusReadOptions options)
    {
        var match = Pattern().Match(file.Stem);
        if (!match.Success) return null;
        var emotion = match.Groups[1].Value.ToLowerInvariant() switch
        {
            "anger" => "angry",
            "disgust" => "disgust",
            "fear" => "fearful",
            "happiness" => "happy",
            "neutral" => "neutral",
            _ => "sad",
        };
        return new NameReading(emotion, Utterance.UnknownSpeaker)
        {
            Sex = match.Groups[2].ValueSpan[0] switch { 'F' or 'f' => "female", 'M' or 'm' => "male", _ => null },
        };
    }

    [GeneratedRegex(@"^(anger|disgust|fear|happiness|neutral|sadness)_([FMC])_[AB]_[^_]+$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
