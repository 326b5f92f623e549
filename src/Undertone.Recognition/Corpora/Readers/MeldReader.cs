using System.Globalization;
using System.Text.RegularExpressions;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Corpora.Readers;

/// <summary>
/// MELD (Poria et al. 2019, https://github.com/declare-lab/MELD), scenes of a television series: <c>train_sent_emo.csv</c>,
/// <c>dev_sent_emo.csv</c> and <c>test_sent_emo.csv</c> say who speaks with which emotion, and utterance 3 of dialogue 12 of a part is
/// <c>dia12_utt3.mp4</c> (or its sound alone, in any format) in a folder named for the part, such as <c>train_splits</c>,
/// <c>dev_splits_complete</c> and <c>output_repeated_splits_test</c>. Names repeat from part to part. Speakers are characters of the
/// series.
/// </summary>
internal sealed partial class MeldReader : TableReader
{
    private const string TableEnding = "_sent_emo.csv";
    private const string Example = "Sr No.,Utterance,Speaker,Emotion,Sentiment,Dialogue_ID,Utterance_ID,...";

    private static readonly string[] Parts = ["train", "dev", "test"];
    private static readonly string[] Columns = ["speaker", "emotion", "dialogue_id", "utterance_id"];

    public override string Name => "meld";

    public override string Language => "en";

    public override CorpusTerms Terms { get; } = new(
        "GPL-3.0 for the annotations; scenes of a television series", CommercialUse: false, Derivatives: true,
        "https://github.com/declare-lab/MELD");

    public override bool IsIn(string folder) => Array.Exists(Parts, part => File.Exists(Path.Combine(folder, part + TableEnding)));

    public override void Read(string folder, TableFiles files)
    {
        var walk = FolderWalk.Of(folder, new FolderWalkOptions
        {
            Wanted = path => path.EndsWith(TableEnding, StringComparison.Ordinal) || AudioEndings.IsAudioOrVideo(path),
        });
        // Of the same utterance as sound and as video the sound is read: a video takes a decoder and longer.
        var audio = walk.Files.Where(f => !f.RelativePath.EndsWith(TableEnding, StringComparison.Ordinal))
            .Select(f => (f.Path, Part: PartOf(f.RelativePath), Name: Path.GetFileNameWithoutExtension(f.RelativePath)))
            .OrderBy(f => AudioEndings.IsAudio(f.Path) ? 0 : 1).DistinctBy(f => (f.Part, f.Name))
            .ToDictionary(f => (f.Part, f.Name), f => f.Path);
        foreach (var part in Parts)
        {
            var table = walk.Files.Find(f => Path.GetFileName(f.RelativePath) == part + TableEnding);
            if (table is not null) Read(table.Path, part, audio, files);
        }
    }

    private static void Read(
        string file, string part, Dictionary<(string? Part, string Name), string> audio, TableFiles files)
    {
        var table = CsvTable.Read(file, Columns, Columns, Example);
        var at = Array.ConvertAll(Columns, table.IndexOf);
        foreach (var row in table.Rows)
        {
            var name = $"dia{Number(file, row, at[2])}_utt{Number(file, row, at[3])}";
            var path = audio.GetValueOrDefault((part, name))
                ?? Path.Combine(Path.GetDirectoryName(file)!, part, name + ".mp4");
            files.Add(path, Emotion(file, row, row.Fields[at[1]]), Speaker(row.Fields[at[0]]),
                FormattableString.Invariant($"Line {row.Line} of {file}"),
                u => u with { Partition = PartitionWords.Normalise(part) });
        }
    }

    private static string Speaker(string name) => name.Length == 0 ? Utterance.UnknownSpeaker : name;

    private static string Emotion(string file, CsvRow row, string word) => word.ToLowerInvariant() switch
    {
        "anger" => "angry",
        "disgust" => "disgust",
        "fear" => "fearful",
        "joy" => "happy",
        "neutral" => "neutral",
        "sadness" => "sad",
        "surprise" => "surprised",
        _ => throw new TableException(file, row.Line, $"the emotion '{word}' is none of MELD's: download the table again."),
    };

    private static int Number(string file, CsvRow row, int column) =>
        int.TryParse(row.Fields[column], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new TableException(file, row.Line, $"'{row.Fields[column]}' is no number of an utterance: download the table again.");

    /// <summary>The part that the folders of a file name; null where they name none.</summary>
    private static string? PartOf(string relativePath)
    {
        var words = Word().Matches(relativePath[..(relativePath.LastIndexOf('/') + 1)].ToLowerInvariant()).Select(m => m.Value);
        return words.LastOrDefault(Parts.Contains);
    }

    [GeneratedRegex("[a-z]+")]
    private static partial Regex Word();
}
