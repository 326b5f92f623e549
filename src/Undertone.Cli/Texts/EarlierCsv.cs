using System.Globalization;
using System.Text;
using nietras.SeparatedValues;
using Undertone.Cli.Terminals;
using Undertone.Recognition.Inference.Texts;

namespace Undertone.Cli.Texts;

/// <summary>Reads what <see cref="PredictionCsv"/> wrote.</summary>
internal static class EarlierCsv
{
    /// <summary>The answers, with the columns as they stand in the file; none where not even these are whole.</summary>
    public static EarlierOutput Read(string path, Stream file, IReadOnlyList<string> columns)
    {
        using var records = WholeRecords.Of(file, quoted: true).GetEnumerator();
        if (!records.MoveNext())
        {
            EarlierOutput.RequireBegun(path, file, Encoding.UTF8.GetBytes(string.Join(',', columns)));
            return new EarlierOutput([], 0);
        }

        var header = Fields(records.Current.Bytes);
        if (header is not ["file", .., "error"] || !header.Contains("durationSeconds")) throw EarlierOutput.Foreign(path);
        var several = header.Contains(PredictionCsv.StartColumn) || header.Contains(PredictionCsv.ChannelColumn);
        var (answers, row, whole) = (new List<EarlierAnswer>(), 1, records.Current.End);
        var lastBegins = whole;
        while (records.MoveNext())
        {
            var fields = Fields(records.Current.Bytes);
            row++;
            if (fields.Length != header.Length || Answer(header, fields) is not { } answer)
            {
                var place = FormattableString.Invariant($"{path}: row {row}");
                throw new BadInputException($"{place} is no row that predict --csv writes. Take it out, or name another file.");
            }

            if (!several || answers is not [.., var last] || last.File != answer.File)
            {
                answers.Add(answer);
                lastBegins = whole;
            }

            whole = records.Current.End;
        }

        if (!several || answers is [] or [.., { IsError: true }]) return new EarlierOutput(answers, whole) { Columns = header };
        // Nothing tells whether all rows of the last file are there.
        return new EarlierOutput(answers, lastBegins) { Columns = header, IsLastCut = true };
    }

    private static EarlierAnswer? Answer(string[] header, string[] fields)
    {
        if (fields[^1].Length > 0) return new EarlierAnswer(fields[0], IsError: true);
        var first = Array.IndexOf(header, PredictionCsv.ColumnBeforeLabels) + 1;
        var end = Array.IndexOf(header, PredictionCsv.ColumnAfterLabels);
        if (first == 0 || end < first) return null;
        var scores = new List<KeyValuePair<string, double>>();
        for (var i = first; i < end; i++)
        {
            if (!double.TryParse(fields[i], NumberStyles.Float, CultureInfo.InvariantCulture, out var score)) return null;
            scores.Add(KeyValuePair.Create(header[i], score));
        }

        var voice = Array.IndexOf(header, PredictionCsv.VoiceColumn);
        return new EarlierAnswer(fields[0], IsError: false)
        {
            Scores = scores,
            Segments = header.Contains(PredictionCsv.StartColumn),
            Text = header.Contains(PredictionCsv.TextColumn),
            Voice = voice >= 0 && fields[voice].Length > 0 ? fields[voice] : null,
        };
    }

    private static string[] Fields(byte[] record)
    {
        using var reader = Sep.New(',').Reader(o => o with { HasHeader = false, DisableColCountCheck = true, Unescape = true })
            .FromText(Encoding.UTF8.GetString(record));
        if (!reader.MoveNext()) return [];
        var row = reader.Current;
        var fields = new string[row.ColCount];
        for (var i = 0; i < fields.Length; i++) fields[i] = row[i].ToString();
        return fields;
    }
}
