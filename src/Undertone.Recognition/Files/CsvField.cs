namespace Undertone.Recognition.Files;

/// <summary>One field of CSV as it stands in the file (RFC 4180).</summary>
internal static class CsvField
{
    /// <summary>The field's text, without its quotation marks and without spaces at the ends.</summary>
    /// <param name="raw">What stands between the separators.</param>
    /// <param name="fault">What is wrong with its quotation marks, as a sentence that begins small; null where nothing is.</param>
    public static string Read(ReadOnlySpan<char> raw, out string? fault)
    {
        var field = raw.Trim();
        fault = null;
        if (field.IndexOf('"') < 0) return field.ToString();
        if (field[0] != '"')
        {
            fault = "a quotation mark stands inside a field that does not begin with one: put the field in quotation marks and write the "
                + "inner mark twice.";
            return "";
        }

        for (var i = 1; i < field.Length; i++)
        {
            if (field[i] != '"') continue;
            if (i + 1 == field.Length) return field[1..i].ToString().Replace("\"\"", "\"", StringComparison.Ordinal).Trim();
            if (field[i + 1] != '"')
            {
                fault = "a quotation mark closes before its field ends: write a mark inside a field twice.";
                return "";
            }

            i++;
        }

        fault = "a quotation mark is opened and never closed: close it, or take it out.";
        return "";
    }
}
