using System.Text.RegularExpressions;

namespace Undertone.Recognition.Corpora.Readers;

/// <summary>
/// RAVDESS (Livingstone and Russo 2018): <c>03-01-06-01-02-01-12.wav</c> is modality (01 full video, 02 video only, 03 audio only), channel
/// (01 speech, 02 song), emotion, intensity (01 normal, 02 strong), statement, repetition and actor (odd male, even female).
/// </summary>
internal sealed partial class RavdessReader : CorpusReader
{
    private static readonly string[] Emotions = ["neutral", "calm", "happy", "sad", "angry", "fearful", "disgust", "surprised"];

    public override string Name => "ravdess";

    public override string Language => "en";

    public override CorpusTerms Terms { get; } =
        new("CC BY-NC-SA 4.0", CommercialUse: false, Derivatives: true, "https://doi.org/10.5281/zenodo.1188976");

    public override NameReading? Read(CorpusFile file, CorpusReadOptions options)
    {
        var match = Pattern().Match(file.Stem);
        if (!match.Success) return null;
        var (modality, channel, actor) = (match.Groups[1].Value, match.Groups[2].Value, match.Groups[5].Value);
        return new NameReading(Emotions[match.Groups[3].ValueSpan[1] - '1'], actor)
        {
            Sex = (actor[1] - '0') % 2 == 1 ? "male" : "female",
            Intensity = match.Groups[4].ValueSpan[1] == '1' ? "normal" : "strong",
            LeftOutAs = modality == "02" ? "video without sound"
                : modality == "01" && !options.IncludeVideo ? "video"
                : channel == "02" && !options.IncludeSongs ? "song" : null,
        };
    }

    [GeneratedRegex(@"^(0[1-3])-(0[12])-(0[1-8])-(0[12])-0[12]-0[12]-([0-9]{2})$")]
    private static partial Regex Pattern();
}
