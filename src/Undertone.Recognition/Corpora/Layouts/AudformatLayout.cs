using System.Globalization;
using System.Text.Json.Nodes;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Corpora.Layouts;

/// <summary>
/// Databases in audformat (https://audeering.github.io/audformat/): the header <c>db.yaml</c>, and tables <c>db.TABLE.csv</c> or
/// <c>.parquet</c> of files or their parts. Columns of the scheme <c>emotion</c> tell emotions (several of them votes of raters), those
/// of <c>arousal</c>, <c>valence</c> and <c>dominance</c> numbers (several of them their mean), those of <c>speaker</c>, <c>gender</c> and
/// <c>language</c> the rest, wherever they stand. What the first table says of an utterance counts,
/// tables of a split before others.
/// </summary>
internal sealed class AudformatLayout : DataLayout
{
    private const string FileColumn = "file";

    public override string Name => "audformat";

    public override bool IsIn(string folder) => File.Exists(Path.Combine(folder, AudformatHeader.FileName));

    public override void Read(LayoutList list, CorpusReadOptions options)
    {
        var header = AudformatHeader.Read(list.Folder);
        var tables = header.Tables.Select(t => new Table(header, t.Key, t.Value)).Where(t => t.Matters).OrderBy(t => t.Part is null ? 1 : 0)
            .ToArray();
        var labelled = Array.FindAll(tables, t => t.Emotions.Length > 0);
        if (labelled.Length == 0) labelled = Array.FindAll(tables, t => t.HasDimensions);
        if (labelled.Length == 0)
        {
            throw new TableException(Path.Combine(list.Folder, AudformatHeader.FileName), null,
                "no table has a column of the scheme 'emotion': call the scheme of the labels so. Numbers are read from 'arousal', "
                + "'valence' and 'dominance'.");
        }

        foreach (var table in tables) table.Load();
        var (sexes, facts) = (header.SexesOfSpeakers(), new Facts(tables));
        foreach (var table in labelled)
        {
            foreach (var row in table.Rows!.Rows) Add(table, row, header, sexes, facts, list);
        }
    }

    private static void Add(
        Table table, CsvRow row, AudformatHeader header, Dictionary<string, string> sexes, Facts facts, LayoutList list)
    {
        var votes = table.Emotions.Select(c => table.Value(row, c)).Where(v => v.Length > 0)
            .Select(v => EmotionWords.Normalise(header.EmotionOf(v))).ToArray();
        var (rows, key) = (table.Rows!, table.KeyOf(row));
        var dimensions = facts.Dimensions(key, header);
        if (votes.Length == 0 && dimensions is null)
        {
            list.LeaveOut("no emotion");
            return;
        }

        var counted = votes.Length == 0 ? null : new EmotionVotes(votes.Select(v => KeyValuePair.Create(v, 1)));
        if ((counted?.Majority ?? [Utterance.NoEmotion]) is not [var emotion])
        {
            list.LeaveOut("the raters' votes are tied");
            return;
        }

        if (double.TryParse(emotion, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            throw new TableException(rows.File, row.Line, $"the emotion '{emotion}' is a number: give the scheme 'emotion' labels.");
        var speaker = facts.Of(key, t => t.Speaker);
        var sex = facts.Of(key, t => t.Sex);
        var utterance = list.Of(list.Resolve(rows.File, row.Line, key.File), emotion, speaker) with
        {
            Sex = SexWords.Of(sex.Length > 0 ? sex : sexes.GetValueOrDefault(speaker, "")),
            Language = facts.Of(key, t => t.Language) is { Length: > 0 } language ? language : header.Language,
            Partition = table.Part,
            Votes = table.Emotions.Length > 1 ? counted : null,
            Dimensions = dimensions,
            Terms = header.Terms,
        };
        list.Add(LayoutList.Part(utterance, key.Start, key.End, rows.File, row.Line), rows.Place(row));
    }

    /// <summary>A file, or a part of it; both times are null for the whole file.</summary>
    private readonly record struct Key(string File, double? Start, double? End);

    /// <summary>What tables say of speakers and the like, by part and by file; what is said first counts.</summary>
    private sealed class Facts(Table[] tables)
    {
        private readonly ILookup<Key, (Table Table, CsvRow Row)> _rows = tables
            .SelectMany(t => t.Rows!.Rows.Select(r => (Table: t, Row: r))).ToLookup(r => r.Table.KeyOf(r.Row));

        /// <summary>The value of a column for a part, or for its file; empty where nothing says it.</summary>
        public string Of(Key key, Func<Table, string?> column)
        {
            foreach (var place in new[] { key, new Key(key.File, null, null) })
            {
                foreach (var (table, row) in _rows[place])
                {
                    if (table.Value(row, column(table)) is { Length: > 0 } value) return value;
                }
            }

            return "";
        }

        /// <summary>The mean of the raters on each dimension for a part, or for its file; null where there is none.</summary>
        public EmotionDimensions? Dimensions(Key key, AudformatHeader header)
        {
            var (least, most) = header.ScaleOf(Table.DimensionNames);
            return EmotionDimensions.OfKnown(Table.DimensionNames.Select((name, d) => (name, Mean(key, d))), least, most);
        }

        private double? Mean(Key key, int dimension)
        {
            foreach (var place in new[] { key, new Key(key.File, null, null) })
            {
                foreach (var (table, row) in _rows[place])
                {
                    if (table.Number(row, dimension) is { } mean) return mean;
                }
            }

            return null;
        }
    }

    /// <summary>A table of the header, and its rows once they are loaded.</summary>
    private sealed class Table(AudformatHeader header, string id, JsonObject description)
    {
        public string[] Emotions { get; } = header.ColumnsOf(description, "emotion");

        /// <summary>The dimensions that are read.</summary>
        public static readonly string[] DimensionNames =
            [EmotionDimensions.Arousal, EmotionDimensions.Valence, EmotionDimensions.Dominance];

        private readonly string[][] _dimensions = Array.ConvertAll(DimensionNames, name => header.ColumnsOf(description, name));

        public string? Speaker { get; } = header.ColumnsOf(description, "speaker").FirstOrDefault();

        public string? Sex { get; } = header.ColumnsOf(description, "gender", "sex").FirstOrDefault();

        public string? Language { get; } = header.ColumnsOf(description, "language").FirstOrDefault();

        public string? Part { get; } = header.PartOf(description);

        public RowTable? Rows { get; private set; }

        public bool Matters => Emotions.Length > 0 || (Speaker ?? Sex ?? Language) is not null || HasDimensions;

        public bool HasDimensions => Array.Exists(_dimensions, d => d.Length > 0);

        public void Load() => Rows = header.TableOf(id, FileColumn);

        public string Value(CsvRow row, string? column) =>
            column is not null && Rows!.IndexOf(column) is >= 0 and var at && row.Fields[at] is not "nan" and var value ? value : "";

        /// <summary>The mean of a row's columns of a dimension; null where none says anything.</summary>
        public double? Number(CsvRow row, int dimension)
        {
            var values = new List<double>();
            foreach (var column in _dimensions[dimension])
            {
                if (Value(row, column) is not { Length: > 0 } text) continue;
                if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
                    throw new TableException(Rows!.File, row.Line, $"'{column}' is '{text}': write a finite number.");
                values.Add(value);
            }

            return values.Count == 0 ? null : values.Average();
        }

        public Key KeyOf(CsvRow row)
        {
            var (start, end) = (Time(row, "start"), Time(row, "end"));
            return new Key(Value(row, FileColumn), start is 0 && end is null ? null : start, end);
        }

        private double? Time(CsvRow row, string column)
        {
            var text = Value(row, column);
            return PandasTimes.TryParse(text, Rows!.IsParquet, out var seconds)
                ? seconds
                : throw new TableException(Rows.File, row.Line, $"the {column} '{text}' is no time such as '0 days 00:00:01.500000'.");
        }
    }
}
