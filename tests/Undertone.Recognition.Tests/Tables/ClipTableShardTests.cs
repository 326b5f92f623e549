using Undertone.Recognition.Inference;
using Undertone.Recognition.Tables;

namespace Undertone.Recognition.Tests.Tables;

public sealed class ClipTableShardTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-shards-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_part_is_read_back_to_the_bit()
    {
        float[] odd = [0f, -0f, float.NaN, BitConverter.UInt32BitsToSingle(0x7fc12345), float.PositiveInfinity, float.Epsilon, 1 / 3f];
        var columns = odd.Select((_, i) => $"c{i}").ToArray();
        var table = new ClipTable(
            ["file", "emotion"], columns, [["a, \"b\"\n.wav", "sad"], ["ä", ""]], [odd, [.. odd.Reverse()]],
            [new PredictionError("unusable", "no.wav: why")], [16000, 8000, 16000]);
        ClipTableShard.Write(_folder, table);
        Same(ClipTableShard.Read(_folder), table);
    }

    [Fact]
    public void A_part_without_rows_is_read_back()
    {
        var table = new ClipTable(["file"], ["a", "b"], [], [], [new PredictionError("not-found", "x: gone")], []);
        ClipTableShard.Write(_folder, table);
        Same(ClipTableShard.Read(_folder), table);
    }

    [Fact]
    public void Parts_with_and_without_starts_and_ends_are_joined_to_the_wider_ones()
    {
        var whole = new ClipTable(["file"], ["a"], [["x"]], [[1f]], [], [8000]);
        var part = new ClipTable(["file", "start", "end"], ["a"], [["y", "1", "2"]], [[2f]], [], [16000]);
        var joined = ClipTable.Join([whole, part]);
        Same(joined, new ClipTable(["file", "start", "end"], ["a"], [["x", "", ""], ["y", "1", "2"]], [[1f], [2f]], [], [8000, 16000]));
        Should.Throw<ArgumentException>(() => ClipTable.Join([whole, new ClipTable(["file"], ["b"], [], [], [], [])]));
        Should.Throw<ArgumentException>(() => ClipTable.Join([]));
    }

    [Theory]
    [InlineData("rows.json", "\"c\"", "7")]
    [InlineData("rows.json", "[\n      \"x\"\n    ]", "[]")]
    [InlineData("rows.json", "\"a\"", "\"a\", \"b\"")]
    [InlineData("values.safetensors", "F32", "F64")]
    [InlineData("values.safetensors", "[1,1]", "[9,9]")]
    public void A_damaged_part_is_refused_with_its_folder(string file, string before, string after)
    {
        ClipTableShard.Write(_folder, new ClipTable(["c"], ["a"], [["x"]], [[1f]], [], [8000]));
        var path = Path.Combine(_folder, file);
        var text = File.ReadAllText(path, System.Text.Encoding.Latin1);
        text.ShouldContain(before);
        File.WriteAllText(path, text.Replace(before, after, StringComparison.Ordinal), System.Text.Encoding.Latin1);
        Should.Throw<InvalidDataException>(() => ClipTableShard.Read(_folder)).Message.ShouldContain(_folder);
    }

    private static void Same(ClipTable one, ClipTable other)
    {
        one.Identities.ShouldBe(other.Identities);
        one.Columns.ShouldBe(other.Columns);
        one.Names.Select(n => string.Join('|', n)).ShouldBe(other.Names.Select(n => string.Join('|', n)));
        one.Values.Count.ShouldBe(other.Values.Count);
        for (var row = 0; row < one.Values.Count; row++)
            Bits(one.Values[row]).ShouldBe(Bits(other.Values[row]), $"row {row}");
        one.Problems.ShouldBe(other.Problems);
        one.SampleRatesHz.ShouldBe(other.SampleRatesHz);

        static IEnumerable<uint> Bits(float[] values) => values.Select(BitConverter.SingleToUInt32Bits);
    }
}
