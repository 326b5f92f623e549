using System.Globalization;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Corpora.Readers;

/// <summary>
/// What raters heard in CREMA-D: <c>processedResults/tabulatedVotes.csv</c> of the corpus counts their votes in the columns A, D, F, H, N
/// and S. Its rows are numbered 100000 times the kind of presentation (1 voice, 2 face, 3 both) plus the clip's number; those of the voice
/// alone are read. The emotion of an utterance stays the one that was acted.
/// </summary>
internal static class CremaDVotes
{
    /// <summary>The table's name.</summary>
    public const string FileName = "tabulatedVotes.csv";

    private const int RowsOfOneKind = 100_000;
    private const int MostVotes = 1_000_000;
    private const string RowNumber = "";

    private static readonly string[] Columns = ["filename", "a", "d", "f", "h", "n", "s"];
    private static readonly string[] Emotions = ["angry", "disgust", "fearful", "happy", "neutral", "sad"];

    /// <summary>The votes by the clip's name, without its suffix.</summary>
    /// <exception cref="TableException">The file is no such table.</exception>
    public static Dictionary<string, EmotionVotes> Read(string file)
    {
        string[] needed = [RowNumber, .. Columns];
        var table = CsvTable.Read(file, needed, needed, "\"\",A,D,F,H,N,S,fileName,...");
        var (number, at) = (table.IndexOf(RowNumber), Array.ConvertAll(Columns, table.IndexOf));
        var votes = new Dictionary<string, EmotionVotes>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in table.Rows)
        {
            if (Whole(file, row, number, int.MaxValue) / RowsOfOneKind != 1) continue;
            var counts = Array.ConvertAll(at[1..], column => Whole(file, row, column, MostVotes));
            if (counts.Sum() > 0) votes[row.Fields[at[0]]] = new EmotionVotes(Emotions.Zip(counts, KeyValuePair.Create));
        }

        return votes;
    }

    /// <summary>Gives the utterances of CREMA-D their votes.</summary>
    /// <param name="found">What lies below a data folder.</param>
    /// <param name="tables">The tables of votes there; what the first says counts.</param>
    public static void Add(CandidateList found, IEnumerable<string> tables)
    {
        foreach (var file in tables.Order(StringComparer.Ordinal).Reverse())
        {
            try
            {
                var votes = Read(file);
                for (var i = 0; i < found.Candidates.Count; i++)
                {
                    var candidate = found.Candidates[i];
                    if (candidate.Utterance.Corpus == CremaDReader.CorpusName
                        && votes.TryGetValue(Path.GetFileNameWithoutExtension(candidate.Utterance.RelativePath), out var own))
                    {
                        found.Candidates[i] = candidate with { Utterance = candidate.Utterance with { Votes = own } };
                    }
                }
            }
            catch (TableException e)
            {
                found.Warnings.Add($"{e.Message} The votes of CREMA-D's raters are not read.");
            }
        }
    }

    private static int Whole(string file, CsvRow row, int column, int most) =>
        int.TryParse(row.Fields[column], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most
            ? number
            : throw new TableException(file, row.Line, $"'{row.Fields[column]}' is no count of votes: download the table again.");
}
