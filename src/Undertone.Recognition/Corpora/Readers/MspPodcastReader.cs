using System.Globalization;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Corpora.Readers;

/// <summary>
/// MSP-Podcast (Lotfian and Busso 2019; Busso et al. 2025, https://www.lab-msp.com/MSP/MSP-Podcast.html):
/// <c>Labels/labels_consensus.csv</c> has <c>FileName,EmoClass,EmoAct,EmoVal,EmoDom,SpkrID,Gender,Split_Set</c>, the dimensions on scales
/// from 1 to 7, and the files lie in <c>Audios</c> (or <c>Audio</c>). Rows without agreement (X) are left out. What single raters said is
/// read by <see cref="MspPodcastVotes"/>.
/// </summary>
internal sealed class MspPodcastReader : TableReader
{
    private const string Labels = "labels_consensus.csv";
    private const string Example = "FileName,EmoClass,EmoAct,EmoVal,EmoDom,SpkrID,Gender,Split_Set";
    private const double LeastRating = 1, MostRating = 7;

    private static readonly string[] Columns =
        ["filename", "emoclass", "emoact", "emoval", "emodom", "spkrid", "gender", "split_set"];

    public override string Name => "msppodcast";

    public override string Language => "en";

    public override CorpusTerms Terms { get; } = new(
        "under an agreement with its publisher, for research", CommercialUse: false, Derivatives: true,
        "https://www.lab-msp.com/MSP/MSP-Podcast.html");

    public override bool IsIn(string folder) => File.Exists(Path.Combine(folder, "Labels", Labels));

    public override void Read(string folder, TableFiles files)
    {
        var file = Path.Combine(folder, "Labels", Labels);
        var table = CsvTable.Read(file, Columns, Columns, Example);
        var at = Columns.ToDictionary(c => c, table.IndexOf, StringComparer.Ordinal);
        var votes = Votes(Path.Combine(folder, "Labels", MspPodcastVotes.FileName), files);
        var audio = Directory.Exists(Path.Combine(folder, "Audios")) ? "Audios" : "Audio";
        foreach (var row in table.Rows)
        {
            if (Emotion(file, row, row.Fields[at["emoclass"]]) is not { } emotion)
            {
                files.LeaveOut("no agreement of the raters");
                continue;
            }

            var name = row.Fields[at["filename"]];
            if (name.Length == 0 || name != Path.GetFileName(name))
                throw new TableException(file, row.Line, $"'{name}' is no file's name: download the table again.");
            var dimensions = EmotionDimensions.OfKnown(
                [
                    (EmotionDimensions.Arousal, Rating(file, row, at["emoact"])),
                    (EmotionDimensions.Valence, Rating(file, row, at["emoval"])),
                    (EmotionDimensions.Dominance, Rating(file, row, at["emodom"])),
                ],
                LeastRating, MostRating);
            files.Add(
                Path.Combine(folder, audio, name), emotion, Speaker(row.Fields[at["spkrid"]]),
                FormattableString.Invariant($"Line {row.Line} of {file}"), u => u with
                {
                    Sex = SexWords.Of(row.Fields[at["gender"]]),
                    Partition = PartitionWords.Normalise(row.Fields[at["split_set"]]),
                    Votes = votes.GetValueOrDefault(name),
                    Dimensions = dimensions,
                });
        }
    }

    private static Dictionary<string, EmotionVotes> Votes(string file, TableFiles files)
    {
        try
        {
            return MspPodcastVotes.Read(file);
        }
        catch (TableException e)
        {
            files.Warn($"{e.Message} The votes of MSP-Podcast's raters are not read.");
            return [];
        }
    }

    private static string Speaker(string id) =>
        id.Length == 0 || id.Equals("unknown", StringComparison.OrdinalIgnoreCase) ? Utterance.UnknownSpeaker : id;

    private static string? Emotion(string file, CsvRow row, string code) => code.ToUpperInvariant() switch
    {
        "A" => "angry",
        "C" => "contempt",
        "D" => "disgust",
        "F" => "fearful",
        "H" => "happy",
        "N" => "neutral",
        "O" => "other",
        "S" => "sad",
        "U" => "surprised",
        "X" => null,
        _ => throw new TableException(file, row.Line, $"the class '{code}' is none of MSP-Podcast's: download the table again."),
    };

    private static double? Rating(string file, CsvRow row, int column)
    {
        var text = row.Fields[column];
        if (text.Length == 0) return null;
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rating)
            && rating is >= LeastRating and <= MostRating
            ? rating
            : throw new TableException(file, row.Line, $"the rating '{text}' is none from 1 to 7: download the table again.");
    }
}
