using Undertone.Recognition.Files;

namespace Undertone.Recognition.Tests.Files;

public sealed class CsvTableTests
{
    private static readonly string[] Known = ["path", "part", "note"];

    private static CsvTable Read(string text)
    {
        using var folder = new TemporaryFolder().WithText("t.csv", text);
        return CsvTable.Read(folder["t.csv"], Known, ["path", "part"], "path,part");
    }

    [Fact]
    public void Random_fields_are_read_back_as_they_were_written()
    {
        var random = new Random(11);
        string[] pieces = ["a", "\"", ",", ";", "\t", "\n", "\r\n", "é", "한", "😀", " ", "'", "\\", "=1", "#"];
        for (var round = 0; round < 400; round++)
        {
            var rows = Enumerable.Range(0, random.Next(0, 6)).Select(_ => Enumerable.Range(0, 3)
                .Select(_ => string.Concat(Enumerable.Range(0, random.Next(0, 6)).Select(_ => pieces[random.Next(pieces.Length)])).Trim())
                    .ToArray())
                .Where(r => r.Any(f => f.Length > 0)).ToList();
            using var text = new StringWriter { NewLine = random.Next(2) == 0 ? "\n" : "\r\n" };
            using (var writer = new CsvWriter(text, Known)) rows.ForEach(writer.Write);
            var table = Read(text.ToString());
            table.Columns.ShouldBe(Known);
            table.Rows.Select(r => r.Fields).ShouldBe(rows);
            var line = 2;
            foreach (var row in table.Rows)
            {
                row.Line.ShouldBe(line);
                line += EncodedText.LineAt(string.Join(',', row.Fields));
            }
        }
    }

    [Theory]
    [InlineData("path,part\na,b\n")]
    [InlineData("Path;PART\r\na;b")]
    [InlineData("\uFEFFpath\tpart\n\na\tb\n\t\n")]
    [InlineData("\n\n\"path\",\"part\"\n\"a\" , b \n")]
    [InlineData("part,path,extra;one\nb,a,\n")]
    [InlineData("path,part,x\ra,b,\"1,2\"\r")]
    public void Separators_line_ends_and_marks_of_spreadsheets_are_understood(string text)
    {
        var table = Read(text);
        var row = table.Rows.ShouldHaveSingleItem();
        (row.Fields[table.IndexOf("path")], row.Fields[table.IndexOf("part")]).ShouldBe(("a", "b"));
    }

    [Theory]
    [InlineData("sep=;\npath;part\na;b\n")]
    [InlineData("sep=,\r\npath,part\r\na,b\r\n")]
    [InlineData("SEP=\t\r\npath\tpart\r\na\tb")]
    [InlineData("\uFEFF\"sep=;\"\r\n\r\npath;part\r\na;b")]
    [InlineData("sep=;\n\"path\";part;\"x,note,note,note\"\na;b;\n")]
    public void The_line_in_which_Excel_names_the_separator_is_understood(string text)
    {
        var table = Read(text);
        var row = table.Rows.ShouldHaveSingleItem();
        (row.Fields[table.IndexOf("path")], row.Fields[table.IndexOf("part")]).ShouldBe(("a", "b"));
        row.Line.ShouldBe(EncodedText.LineAt(text.TrimEnd()));
    }

    [Theory]
    [InlineData("sep=;\n", null, "empty")]
    [InlineData("sep=|\npath|part\na|b\n", 1, "path, part are missing")]
    [InlineData("sep=;\npath,part\na,b\n", 2, "path, part are missing")]
    [InlineData("sep=;\npath;part\na;b\nc\n", 4, "1 of 2 columns")]
    [InlineData("", null, "empty")]
    [InlineData("\n , \n", null, "empty")]
    [InlineData("path\nx\n", 1, "part are missing")]
    [InlineData("\npath,part,Path\n", 2, "'path' stands there twice")]
    [InlineData("path,part\na,b\nc,d,e\n", 3, "3 of 2 columns")]
    [InlineData("path;part\na,b\n", 2, "1 of 2 columns")]
    [InlineData("path,part\na,b\nc\n", 3, "1 of 2 columns")]
    [InlineData("path,part\na,\"b\nc,d\n", 2, "never closed")]
    [InlineData("path,part\n\"a\nb\",\"c\nd,e\n", 3, "never closed")]
    [InlineData("path,part\na,\"b\nc,\"d\n", 2, "closes before its field ends")]
    [InlineData("path,part\na,b \"c\" d\n", 2, "does not begin with one")]
    [InlineData("path,part\na,b\"\nc,d\n", 2, "does not begin with one")]
    [InlineData("path,part\na,\"\"\"\n", 2, "never closed")]
    [InlineData("path,part\na,\"b\" c\n", 2, "closes before its field ends")]
    [InlineData("path,\"part\na,b\n", 1, "never closed")]
    public void Whatever_is_not_a_table_is_refused_with_its_line(string text, int? line, string fault)
    {
        var refused = Should.Throw<TableException>(() => Read(text));
        refused.Line.ShouldBe(line);
        refused.Message.ShouldContain(fault);
        refused.Message.ShouldContain(line is null ? "t.csv: " : $"t.csv:{line}: ");
    }

    [Fact]
    public void Rows_without_content_are_counted_with_their_lines()
    {
        var table = Read("path,part\n,\na,b\n\n , \n\"\",\nc,d\n,,,,\n");
        table.Rows.Select(r => r.Line).ShouldBe([3, 7]);
        table.BlankLines.ShouldBe([2, 4, 5, 6, 8]);
    }

    [Fact]
    public void A_line_of_many_fields_or_of_great_length_is_a_fault_as_any_other()
    {
        Should.Throw<TableException>(() => Read("path,part\n" + new string(',', 200_000) + "x\n")).Line.ShouldBe(2);
        Should.Throw<TableException>(() => Read("path,part\na,b\nc,\"" + new string('x', 20_000_000))).Line.ShouldBe(3);
    }

    [Fact]
    public void A_writer_refuses_rows_of_another_width_and_allows_columns_of_one_name()
    {
        using var text = new StringWriter { NewLine = "\n" };
        using var writer = new CsvWriter(text, ["a", "a", "b,c"]);
        Should.Throw<ArgumentException>(() => writer.Write(["1", "2"]));
        writer.Write(["1", "", "\"x\""]);
        text.ToString().ShouldBe("a,a,\"b,c\"\n1,,\"\"\"x\"\"\"\n");
    }
}
