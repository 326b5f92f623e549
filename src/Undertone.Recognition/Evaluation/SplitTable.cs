using System.Globalization;
using Undertone.Learning.Selection;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Manifests;
using Undertone.Recognition.Files;
using Undertone.Words;

namespace Undertone.Recognition.Evaluation;

/// <summary>
/// A split that was made before: CSV with the columns <c>path,part[,start,end]</c>, the part being train, test or validation in any
/// case, or a manifest with a column <c>split</c>. Paths are full, or relative to the data folder; start and end name a part of a file as
/// a manifest does.
/// </summary>
internal sealed class SplitTable
{
    private const int MostListed = 3;
    private const string Example = "path,part[,start,end]";

    private static readonly string[] Required = ["path", "part"];
    private static readonly string[] Known = [.. Required, .. ManifestColumns.Known];

    private readonly string _file;
    private readonly Dictionary<(string Path, string Span), (int Line, string Path, string Part)> _rows = [];
    private readonly List<string> _notes = [];

    private SplitTable(string file) => _file = file;

    /// <summary>Divides utterances as the file says.</summary>
    /// <returns>The training and test parts, the validation part (empty where the file names none) and what a person should know.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no such table, contradicts itself, or does not fit the data.</exception>
    public static (Fold Fold, int[] Validation, IReadOnlyList<string> Notes) Divide(string file, IReadOnlyList<Utterance> utterances)
    {
        if (!File.Exists(file)) throw new FileNotFoundException($"{file}: there is no such split file.", file);
        try
        {
            var split = new SplitTable(file);
            split.Read();
            return split.Divide(utterances);
        }
        catch (TableException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    private void Read()
    {
        var table = CsvTable.Read(_file, Known, Required, Example, (ManifestColumns.Split, "part"));
        if (table.EncodingNote is { } note) _notes.Add($"{_file}: {note}");
        if (table.BlankLines.Count > 0)
            _notes.Add(FormattableString.Invariant($"{_file}: rows without content passed over: {table.BlankLines.Count}."));
        if (table.OtherColumns([.. Known, .. table.Columns.Where(ManifestColumns.IsVotes)]) is { Count: > 0 } others)
            _notes.Add($"{_file}: passed over: the columns {string.Join(", ", others)}.");
        var (path, part, start, end) = (table.IndexOf("path"), table.IndexOf("part"), table.IndexOf("start"), table.IndexOf("end"));
        foreach (var row in table.Rows)
        {
            if (row.Fields[path].Length == 0) throw new TableException(_file, row.Line, "the path is empty: every row needs one.");
            Add(row.Line, row.Fields[path], Part(row, row.Fields[part]), Span(row, start, end));
        }
    }

    private string Part(CsvRow row, string word) => PartitionWords.Normalise(word) switch
    {
        PartitionWords.Train or PartitionWords.Validation => PartitionWords.Normalise(word)!,
        var part when PartitionWords.IsTest(part) => PartitionWords.Test,
        _ => throw new TableException(_file, row.Line, FormattableString.Invariant(
            $"the part '{word}' in line {row.Line} is neither train nor test nor validation: write one of them.")),
    };

    private string Span(CsvRow row, int start, int end)
    {
        var (from, to) = (Seconds(row, start), Seconds(row, end));
        if (to <= (from ?? 0))
            throw new TableException(_file, row.Line, "the part of the file ends before it starts: mend start and end, in seconds.");
        return Utterance.SpanOf(from == 0 && to is null ? null : from, to);
    }

    private double? Seconds(CsvRow row, int column)
    {
        if (column < 0 || row.Fields[column].Length == 0) return null;
        return double.TryParse(row.Fields[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && double.IsFinite(seconds) && seconds >= 0
            ? seconds
            : throw new TableException(_file, row.Line,
                $"'{row.Fields[column]}' is no time: write seconds from the beginning of the file, such as 1.25.");
    }

    private void Add(int line, string path, string part, string span)
    {
        if (_rows.TryAdd((Form(path), span), (line, path, part))) return;
        var first = _rows[(Form(path), span)];
        if (first.Part == part) return;
        throw new TableException(_file, line, FormattableString.Invariant(
            $"'{path}' is put into {part} here and into {first.Part} in line {first.Line}: keep one of the lines."));
    }

    private (Fold Fold, int[] Validation, IReadOnlyList<string> Notes) Divide(IReadOnlyList<Utterance> utterances)
    {
        var parts = new Dictionary<string, List<int>> { ["train"] = [], ["test"] = [], ["validation"] = [] };
        var (used, unnamed) = (new HashSet<(string, string)>(), 0);
        for (var i = 0; i < utterances.Count; i++)
        {
            if (Find(utterances[i]) is not { } key)
            {
                unnamed++;
                continue;
            }

            used.Add(key);
            parts[_rows[key].Part].Add(i);
        }

        var wrong = Wrong(utterances, used);
        if (parts["train"].Count == 0 || parts["test"].Count == 0)
        {
            throw new TableException(_file, null,
                FormattableString.Invariant($"it names {parts["train"].Count} training and {parts["test"].Count} test files ")
                + "of the data; both must be there. Paths are relative to the data folder, with '/'."
                + (wrong is null ? "" : " " + wrong.Fault));
        }

        if (wrong is not null) throw wrong;
        if (unnamed > 0)
            _notes.Add(FormattableString.Invariant(
                $"{_file}: {unnamed} of {utterances.Count} utterances of the data are in no row and are not used."));
        return (new Fold([.. parts["train"]], [.. parts["test"]]), [.. parts["validation"]], _notes);
    }

    private (string Path, string Span)? Find(Utterance utterance)
    {
        foreach (var path in new[] { Form(utterance.RelativePath), Form(utterance.Path) })
        {
            if (_rows.ContainsKey((path, utterance.Span))) return (path, utterance.Span);
            if (_rows.ContainsKey((path, ""))) return (path, "");
        }

        return null;
    }

    // Rows for files that reading left out (silent, repeated, of other labels) are well; rows for files that are not there are mistakes.
    private TableException? Wrong(IReadOnlyList<Utterance> utterances, HashSet<(string, string)> used)
    {
        var unused = _rows.Where(r => !used.Contains(r.Key)).Select(r => (r.Value.Line, r.Value.Path, r.Key.Span)).ToList();
        if (unused.Count == 0) return null;
        var roots = utterances.Select(Root).Distinct(StringComparer.Ordinal).ToList();
        var known = utterances.Select(u => Form(u.RelativePath)).ToHashSet(StringComparer.Ordinal);
        var lookup = new PathLookup();
        var wrong = unused.Where(r => r.Span.Length > 0 && known.Contains(Form(r.Path))
            || roots.TrueForAll(root => lookup.Find(Path.Combine(root, r.Path.Replace('\\', '/'))) is null)).OrderBy(r => r.Line).ToList();
        if (wrong.Count == 0) return null;
        var names = wrong.Take(MostListed).Select(r =>
        {
            var near = NearestWord.To(r.Path, utterances.Select(u => u.RelativePath).Distinct());
            var hint = near is null || near == r.Path ? "" : $" (perhaps '{near}')";
            return FormattableString.Invariant($"line {r.Line}: '{r.Path}'{(r.Span.Length == 0 ? "" : $" ({r.Span})")}{hint}");
        });
        var count = wrong.Count == 1 ? "1 row names" : FormattableString.Invariant($"{wrong.Count} rows name");
        return new TableException(_file, wrong[0].Line,
            $"{count} what is not in the data: {string.Join(", ", names)}{(wrong.Count > MostListed ? " and others" : "")}. "
            + "Mend the paths or take the rows out.");
    }

    private static string Root(Utterance utterance)
    {
        var path = utterance.Path.Replace('\\', '/');
        return path.EndsWith(utterance.RelativePath, StringComparison.Ordinal) ? path[..^utterance.RelativePath.Length]
            : Path.GetDirectoryName(utterance.Path) ?? "";
    }

    private static string Form(string path)
    {
        var names = path.Replace('\\', '/').Split('/').Where((name, i) => name != "." && (name.Length > 0 || i == 0));
        return NameForm.Key(string.Join('/', names));
    }
}
