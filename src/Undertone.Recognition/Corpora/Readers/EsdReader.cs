using System.Text.RegularExpressions;

namespace Undertone.Recognition.Corpora.Readers;

/// <summary>
/// ESD, the Emotional Speech Database (Zhou et al. 2022): <c>0011/Angry/0011_000351.wav</c>, or with a folder <c>train</c>,
/// <c>evaluation</c> or <c>test</c> between emotion and file. Speakers 0001 to 0010 speak Mandarin, 0011 to 0020 English. Names do not tell
/// the sex.
/// </summary>
internal sealed partial class EsdReader : CorpusReader
{
    private const int LastMandarinSpeaker = 10;

    public override string Name => "esd";

    public override string Language => "en";

    public override CorpusTerms Terms { get; } = new(
        "free for research", CommercialUse: false, Derivatives: true, "https://hltsingapore.github.io/ESD/");

    public override NameReading? Read(CorpusFile file, CorpusReadOptions options)
    {
        var match = Pattern().Match(file.RelativePath);
        if (!match.Success) return null;
        var emotion = match.Groups[1].Value.ToLowerInvariant() switch
        {
            "surprise" => "surprised",
            var word => word,
        };
        var speaker = match.Groups[3].Value;
        return new NameReading(emotion, speaker)
        {
            Language = int.Parse(speaker, System.Globalization.CultureInfo.InvariantCulture) <= LastMandarinSpeaker ? "zh" : "en",
            Partition = match.Groups[2].Value.ToLowerInvariant() switch
            {
                "train" => PartitionWords.Train,
                "evaluation" => PartitionWords.Validation,
                "test" => PartitionWords.Test,
                _ => null,
            },
        };
    }

    [GeneratedRegex(@"(?:^|/)(angry|happy|neutral|sad|surprise)/(?:(train|evaluation|test)/)?(00(?:0[1-9]|1[0-9]|20))_[0-9]{6}\.[^./]+$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
