using System.Globalization;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Corpora.Layouts;

/// <summary>
/// Data sets of Hugging Face (https://huggingface.co/docs/datasets/audio_dataset): audio files with <c>metadata.csv</c> or
/// <c>metadata.jsonl</c>, or Parquet files that hold the audio. The emotion is a word, or the number of a class that the data set names.
/// </summary>
internal sealed class HuggingFaceLayout : DataLayout
{
    private static readonly string[] Emotions = ["emotion", "label", "labels", "class", "emotions", "emotion_label", "category"];
    private static readonly string[] Speakers = ["speaker", "speaker_id", "spk", "spk_id", "actor", "actor_id", "speaker_name"];
    private static readonly string[] Sexes = ["gender", "sex", "speaker_gender"];

    public override string Name => "huggingface";

    public override bool IsIn(string folder) => HuggingFaceFiles.AreIn(folder);

    public override void Read(LayoutList list, CorpusReadOptions options)
    {
        var card = DataCard.Of(list.Folder);
        foreach (var file in HuggingFaceFiles.Metadata(list.Folder)) ReadMetadata(file, card, list);
        foreach (var file in HuggingFaceFiles.Shards(list.Folder)) ReadShard(file, card, list, options.Extracted);
    }

    private static void ReadMetadata(string file, DataCard card, LayoutList list)
    {
        var table = RowTable.Read(file, HuggingFaceFiles.FileName, "file_name,emotion[,speaker,gender]");
        var at = new Places(table);
        var name = table.IndexOf(HuggingFaceFiles.FileName);
        var folder = Path.GetRelativePath(list.Folder, Path.GetDirectoryName(file)!);
        foreach (var row in table.Rows)
        {
            var path = list.Resolve(file, row.Line, folder == "." ? row.Fields[name] : folder + "/" + row.Fields[name]);
            var part = list.Relative(path).Split('/')[..^1].Select(PartitionWords.PartOf).FirstOrDefault(p => p is not null);
            Add(table, row, at, card, list, path, u => u with { Partition = u.Partition ?? part });
        }
    }

    private static void ReadShard(string file, DataCard card, LayoutList list, string extracted)
    {
        using var parquet = ParquetFiles.Open(file);
        card.Add(file, parquet.Metadata);
        var bytes = parquet.ByteColumns.FirstOrDefault(c => c.EndsWith("/bytes", StringComparison.Ordinal))
            ?? throw new TableException(file, null, "no column holds audio (a struct of bytes and path): the data set is none of audio, or "
                + "its audio lies elsewhere; take the folder that holds it, with a metadata.csv.");
        var audio = bytes[..^"/bytes".Length];
        var names = parquet.TextColumns.Contains(audio + "/path") ? audio + "/path" : null;
        var files = EmbeddedAudio.Extract(parquet, file, bytes, names, extracted);
        var table = RowTable.Of(parquet, file);
        var (at, name) = (new Places(table), names is null ? -1 : table.IndexOf(names.ToLowerInvariant()));
        var part = HuggingFaceFiles.PartOfShard(file);
        foreach (var row in table.Rows)
        {
            if (files.TryGetValue(row.Line, out var path))
            {
                Add(table, row, at, card, list, path, u => u with
                {
                    RelativePath = list.Relative(file) + "/" + Path.GetFileName(path),
                    Partition = u.Partition ?? part,
                });
            }
            else if (name >= 0 && row.Fields[name].Length > 0)
            {
                Add(table, row, at, card, list, list.Resolve(file, row.Line, row.Fields[name]),
                    u => u with { Partition = u.Partition ?? part });
            }
            else list.LeaveOut("no audio");
        }
    }

    private static void Add(
        RowTable table, CsvRow row, Places at, DataCard card, LayoutList list, string path, Func<Utterance, Utterance> more)
    {
        var word = ClassOf(table, row, at.Emotion, card);
        if (word.ToLowerInvariant() is "" or "-1" or "nan")
        {
            list.LeaveOut("no emotion");
            return;
        }

        if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            if (card.ClassesOf(table.Columns[at.Emotion]) is { } classes)
            {
                list.Miss(path, FormattableString.Invariant(
                    $"The class {word} is none of the {classes.Length} that the data set names ({table.Place(row)})."));
                return;
            }

            throw new TableException(table.File, row.Line, $"the {table.Columns[at.Emotion]} '{word}' is a number that nothing names: add "
                + "the README.md of the data set (dataset_info, features, class_label, names), or its dataset_infos.json, to "
                + $"{list.Folder}.");
        }

        var utterance = list.Of(path, word, ClassOf(table, row, at.Speaker, card)) with
        {
            Sex = SexWords.Of(ClassOf(table, row, at.Sex, card)),
            Language = at.Language < 0 || row.Fields[at.Language].Length == 0 ? card.Language : row.Fields[at.Language],
            Partition = at.Split < 0 ? null : HuggingFaceFiles.PartitionOf(row.Fields[at.Split]),
            Terms = card.Terms,
        };
        list.Add(more(utterance), table.Place(row));
    }

    /// <summary>The value in a column: the class's name where it is a number that has one.</summary>
    private static string ClassOf(RowTable table, CsvRow row, int column, DataCard card)
    {
        if (column < 0) return "";
        var value = row.Fields[column];
        return card.ClassesOf(table.Columns[column]) is { } names
            && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < names.Length
            ? names[number]
            : value;
    }

    /// <summary>The columns that mean something, or -1.</summary>
    private readonly struct Places
    {
        public Places(RowTable table)
        {
            Emotion = table.IndexOf(HuggingFaceLayout.Emotions);
            if (Emotion < 0)
            {
                throw new TableException(table.File, null, $"no column tells the emotion ({string.Join(", ", table.Columns)}): call it "
                    + "emotion or label.");
            }

            (Speaker, Sex) = (table.IndexOf(Speakers), table.IndexOf(Sexes));
            (Language, Split) = (table.IndexOf("language", "lang"), table.IndexOf("split"));
        }

        public int Emotion { get; }

        public int Speaker { get; }

        public int Sex { get; }

        public int Language { get; }

        public int Split { get; }
    }
}
