using System.Text;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Tests.Files;

public sealed class EncodedTextTests
{
    private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private static (string Text, string? Note) Read(byte[] bytes)
    {
        using var folder = new TemporaryFolder().WithBytes("t.csv", bytes);
        return EncodedText.Read(folder["t.csv"]);
    }

    private static TableException Refused(byte[] bytes) => Should.Throw<TableException>(() => Read(bytes));

    [Fact]
    public void Random_text_is_read_back_from_every_encoding_with_or_without_a_mark()
    {
        var random = new Random(3);
        for (var round = 0; round < 300; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(0, 40)).Select(_ => RandomRune(random)));
            foreach (var encoding in new Encoding[] { new UTF8Encoding(true), new UTF8Encoding(false), new UnicodeEncoding(false, true),
                new UnicodeEncoding(true, true) })
                Read([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]).ShouldBe((text, null));
        }
    }

    [Fact]
    public void Every_character_of_windows_1252_is_read_and_told()
    {
        byte[] undefined = [0x81, 0x8D, 0x8F, 0x90, 0x9D];
        for (var b = 0x80; b < 0x100; b++)
        {
            byte[] bytes = [.. "x\ny "u8, (byte)b, .. ";z"u8];
            if (undefined.Contains((byte)b))
            {
                var refused = Refused(bytes);
                refused.Line.ShouldBe(2);
                refused.Message.ShouldContain($"0x{b:X2} (byte 5 of the file)");
                continue;
            }

            var (text, note) = Read(bytes);
            text.ShouldBe(Western.GetString(bytes));
            note.ShouldNotBeNull().ShouldContain("Windows-1252");
        }
    }

    [Fact]
    public void Text_that_no_reading_gets_right_is_refused_with_line_and_byte()
    {
        byte[] mixed = [.. Encoding.UTF8.GetBytes("für\nb"), 0xFC, (byte)'x'];
        Refused(mixed).Message.ShouldEndWith(
            "t.csv:2: the byte 0xFC (byte 7 of the file) is neither UTF-8 nor Windows-1252: save the file as UTF-8.");
        Refused([0xEF, 0xBB, 0xBF, (byte)'a', 0xFF]).Message.ShouldContain("byte 5 of the file");
        Refused(Encoding.Unicode.GetBytes("path,emotion\nx"))
            .ShouldSatisfyAllConditions(e => e.Line.ShouldBe(1), e => e.Message.ShouldContain("UTF-16"));
        Refused("a\r\nb\rc\n\0"u8.ToArray()).Line.ShouldBe(4);
        Refused([0xFF, 0xFE, (byte)'a', 0, 0x0A, 0, 0x00, 0xD8]).Line.ShouldBe(2);
        Refused([0xFF, 0xFE, (byte)'a']).Message.ShouldContain("damaged UTF-16");
        Refused([0xFF, 0xFE, 0, 0, (byte)'a', 0, 0, 0]).Message.ShouldContain("NUL");
        using var folder = new TemporaryFolder();
        Should.Throw<FileNotFoundException>(() => EncodedText.Read(folder["none.csv"]));
        Should.Throw<TableException>(() => EncodedText.Read(folder.Root)).Message.ShouldContain("this is a folder");
    }

    private static string RandomRune(Random random)
    {
        while (true)
        {
            var value =
                random.Next(4) switch
                {
                    0 => random.Next(1, 0x80),
                    1 => random.Next(0x80, 0x800),
                    2 => random.Next(0x800, 0x10000),
                    _ => random.Next(0x10000, 0x110000)
                };
            if (Rune.IsValid(value) && value is not 0xFEFF and not 0xFFFD) return new Rune(value).ToString();
        }
    }
}
