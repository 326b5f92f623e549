using System.Globalization;
using System.Text.Json.Nodes;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Corpora.Layouts;

/// <summary>
/// Databases in audformat (https://audeering.github.io/audformat/): the header <c>db.yaml</c>, and tables <c>db.TABLE.csv</c> or
/// <c>.parquet</c> of files or their parts. Columns of the scheme <c>emotion</c> tell emotions (several of them votes of raters), those
/// of <c>speaker</c>, <c>gender</c> and <c>language</c> the rest, wherever they stand. What the first table says of an utterance counts,
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
        if (!Array.Exists(tables, t => t.Emotions.Length > 0))
        {
            throw new TableException(Path.Combine(list.Folder, AudformatHeader.FileName), null,
                "no table has a column of the scheme 'emotion': call the scheme of the labels so.");
        }

        foreach (var table in tables) table.Load();
        var (sexes, facts) = (header.SexesOfSpeakers(), new Facts(tables));
        foreach (var table in tables.Where(t => t.Emotions.Length > 0))
        {
            foreach (var row in table.Rows!.Rows) Add(table, row, header, sexes, facts, list);
        }
    }

    private static void Add(
        Table table, CsvRow row, AudformatHeader header, Dictionary<string, string> sexes, Facts facts, LayoutList list)
    {
        var votes = table.Emotions.Select(c => table.Value(row, c)).Where(v => v.Length > 0)
            .Select(v => EmotionWords.Normalise(header.EmotionOf(v))).ToArray();
        if (votes.Length == 0)
        {
            list.LeaveOut("no emotion");
            return;
        }

        var counted = new EmotionVotes(votes.Select(v => KeyValuePair.Create(v, 1)));
        if (counted.Majority is not [var emotion])
        {
            list.LeaveOut("the raters' votes are tied");
            return;
        }

        var rows = table.Rows!;
        if (double.TryParse(emotion, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            throw new TableException(rows.File, row.Line, $"the emotion '{emotion}' is a number: give the scheme 'emotion' labels.");
        var key = table.KeyOf(row);
        var speaker = facts.Of(key, t => t.Speaker);
        var sex = facts.Of(key, t => t.Sex);
        var utterance = list.Of(list.Resolve(rows.File, row.Line, key.File), emotion, speaker) with
        {
            Sex = SexWords.Of(sex.Length > 0 ? sex : sexes.GetValueOrDefault(speaker, "")),
            Language = facts.Of(key, t => t.Language) is { Length: > 0 } language ? language : header.Language,
            Partition = table.Part,
            Votes = table.Emotions.Length > 1 ? counted : null,
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
    }

    /// <summary>A table of the header, and its rows once they are loaded.</summary>
    private sealed class Table(AudformatHeader header, string id, JsonObject description)
    {
        public string[] Emotions { get; } = header.ColumnsOf(description, "emotion");

        public string? Speaker { get; } = header.ColumnsOf(description, "speaker").FirstOrDefault();

        public string? Sex { get; } = header.ColumnsOf(description, "gender", "sex").FirstOrDefault();

        public string? Language { get; } = header.ColumnsOf(description, "language").FirstOrDefault();

        public string? Part { get; } = header.PartOf(description);

        public RowTable? Rows { get; private set; }

        public bool Matters => Emotions.Length > 0 || (Speaker ?? Sex ?? Language) is not null;

        public void Load() => Rows = header.TableOf(id, FileColumn);

        public string Value(CsvRow row, string? column) =>
            column is not null && Rows!.IndexOf(column) is >= 0 and var at && row.Fields[at] is not "nan" and var value ? value : "";

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
