using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Undertone.Learning.State;

namespace Undertone.Learning.Tests.State;

public sealed class TensorFileTests
{
    private static readonly string[] Layouts = ["checkpoint.pt", "checkpoint_legacy.pt"];

    public static TheoryData<string> Files() => [.. Layouts];

    [Theory]
    [MemberData(nameof(Files))]
    public void Checkpoints_of_both_layouts_hold_what_was_saved(string name)
    {
        var tensors = TensorFile.Read(Golden(name)).Tensors;
        tensors.Select(t => t.Name).ShouldBe(new[]
        {
            "layer.weight", "layer.bias", "transposed", "slice", "tied", "tied.again", "part", "scalar", "empty", "f16", "bf16", "f64",
            "i64", "i32", "i16", "i8", "u8", "bool",
        }.Select(n => "state_dict." + n));
        foreach (var tensor in tensors)
        {
            var (type, shape, values) = Expected(tensor.Name["state_dict.".Length..]);
            tensor.DType.ShouldBe(type, tensor.Name);
            tensor.Shape.ShouldBe(shape, tensor.Name);
            tensor.AsSingles().ToSingles().ShouldBe(values, tensor.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_checkpoint_that_ends_early_is_refused_at_every_byte(string name)
    {
        var bytes = File.ReadAllBytes(Golden(name));
        for (var length = 0; length < bytes.Length; length++) Refusal(bytes[..length]).ShouldStartWith("bad.pt: ");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_checkpoint_with_another_byte_anywhere_is_read_or_refused(string name)
    {
        var bytes = File.ReadAllBytes(Golden(name));
        for (var at = 0; at < bytes.Length; at++)
        {
            foreach (var other in new byte[] { 0, 1, 0x7f, 0xff, (byte)(bytes[at] ^ 1), (byte)(bytes[at] ^ 0x80) })
            {
                var damaged = (byte[])bytes.Clone();
                damaged[at] = other;
                ReadOrRefuse(damaged);
            }
        }
    }

    [Theory]
    [InlineData("cos\nsystem\nX\u0004\0\0\0true\u0085R.", "os.system")]
    [InlineData("cposix\nsystem\nX\u0004\0\0\0true\u0085R.", "posix.system")]
    [InlineData("X\u0002\0\0\0osX\u0006\0\0\0system\u0093)R.", "os.system")]
    [InlineData("cbuiltins\neval\n)R.", "builtins.eval")]
    [InlineData("ctorch.storage\n_load_from_bytes\n)R.", "torch.storage._load_from_bytes")]
    [InlineData("ccollections\nOrderedDict.__init__\n)R.", "collections.OrderedDict.__init__")]
    [InlineData("(ios\nsystem\n.", "INST")]
    [InlineData("(cos\nsystem\no.", "os.system")]
    [InlineData("}}\u0081.", "NEWOBJ")]
    [InlineData("}}}\u0092.", "NEWOBJ_EX")]
    [InlineData("P0\n.", "PERSID")]
    [InlineData("\u0082\u0001.", "EXT1")]
    [InlineData("]}b.", "BUILD")]
    [InlineData("\u00fe.", "0xfe")]
    public void What_would_run_code_is_refused_by_its_name_in_both_layouts(string pickle, string name)
    {
        foreach (var file in InBothLayouts(pickle)) Refusal(file).ShouldContain(" " + name);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("}")]
    [InlineData("(.")]
    [InlineData("}}.")]
    [InlineData("t.")]
    [InlineData("a.")]
    [InlineData("(]a.")]
    [InlineData("h\u0005.")]
    [InlineData("j\u00ff\u00ff\u00ff\u00ff.")]
    [InlineData("X\u00ff\u00ff\u00ff\u00ffabc.")]
    [InlineData("X\u0001\0\0\0\u00ff.")]
    [InlineData("]X\u0001\0\0\0as.")]
    [InlineData("}(X\u0001\0\0\0au.")]
    [InlineData("\u008a\u00ff1.")]
    [InlineData("]Q.")]
    [InlineData("ctorch\nSize\n]R.")]
    [InlineData("}.")]
    [InlineData("].")]
    [InlineData("K\u0001.")]
    public void A_pickle_that_makes_no_sense_is_refused(string pickle)
    {
        foreach (var file in InBothLayouts(pickle)) Refusal(file).ShouldStartWith("bad.pt: ");
    }

    [Fact]
    public void A_place_in_memory_of_any_number_takes_no_memory()
    {
        var entry = Entry("w", Tensor(1, "K\u0000", "K\u0001", "K\u0001"));
        var pickle = "}r\u00ff\u00ff\u00ff\u00ff0j\u00ff\u00ff\u00ff\u00ff" + entry + ".";
        Read(Zipped(pickle, ("0", 4))).Single().Name.ShouldBe("w");
    }

    [Fact]
    public void Dictionaries_in_each_other_are_followed_to_a_depth_and_a_circle_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("}X\u0001\0\0\0d", 100_000)) + "}" + new string('s', 100_000) + ".";
        Refusal(Zipped(deep)).ShouldContain("deep");
        Refusal(Zipped("}q\u0001X\u0001\0\0\0dh\u0001s.")).ShouldContain("deep");
        // Each of thirty dictionaries holds the next one twice: a billion entries in a few hundred bytes.
        var bomb = string.Concat(Enumerable.Range(1, 30).Select(
            i => $"}}q{(char)i}X\u0001\0\0\0ah{(char)(i - 1)}sX\u0001\0\0\0bh{(char)(i - 1)}s0"));
        Refusal(Zipped($"}}q\00{bomb}h\u001e.")).ShouldContain("entries");
    }

    [Theory]
    [InlineData("K\u0000", "K\u0005", "K\u0001")]
    [InlineData("K\u0001", "K\u0004", "K\u0001")]
    [InlineData("K\u0000", "K\u0002", "K\u0004")]
    [InlineData("J\u00ff\u00ff\u00ff\u00ff", "K\u0001", "K\u0001")]
    [InlineData("K\u0000", "J\u00ff\u00ff\u00ff\u00ff", "K\u0001")]
    [InlineData("K\u0000", "K\u0002", "J\u00ff\u00ff\u00ff\u00ff")]
    [InlineData("K\u0000", "J\u00ff\u00ff\u00ff\u007f", "K\u0000")]
    [InlineData("\u008a\u0008\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f", "K\u0002", "K\u0001")]
    [InlineData("K\u0000", "\u008a\u0008\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f", "K\u0001")]
    [InlineData("K\u0000", "K\u0002", "\u008a\u0008\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f")]
    [InlineData("K\u0000", "\u008a\u0009\0\0\0\0\0\0\0\0\u0001", "K\u0001")]
    public void A_tensor_outside_its_storage_is_refused(string offset, string size, string stride) =>
        Refusal(Zipped("}" + Entry("w", Tensor(4, offset, size, stride)) + ".", ("0", 16))).ShouldMatch("storage|damaged");

    [Theory]
    [InlineData(15)]
    [InlineData(17)]
    [InlineData(0)]
    public void A_storage_of_another_size_than_it_claims_is_refused(int bytes) =>
        Refusal(Zipped("}" + Entry("w", Tensor(4, "K\u0000", "K\u0004", "K\u0001")) + ".", ("0", bytes))).ShouldContain("storage '0'");

    [Fact]
    public void Many_views_of_one_storage_do_not_become_many_times_its_bytes()
    {
        var view = Tensor(255, "K\u0000", "K\u00ff", "K\u0001");
        var views = string.Concat(Enumerable.Range(0, 100).Select(i => Entry("w" + i, view)));
        Refusal(Zipped("}" + views + ".", ("0", 4 * 255))).ShouldContain("times the bytes");
    }

    [Fact]
    public void A_compressed_checkpoint_is_refused_before_it_is_unpacked()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("archive/data.pkl", CompressionLevel.SmallestSize).Open();
            entry.Write(new byte[100_000]);
        }

        Refusal(stream.ToArray()).ShouldContain("compressed");
    }

    [Fact]
    public void A_safetensors_file_of_others_keeps_its_notes_and_types()
    {
        using var stream = new MemoryStream();
        Safetensors.Write(stream, [new("h", "F16", [2], [0, 0x3c, 0, 0xc0])], [new("format", "pt"), new("by", "somebody")]);
        var file = TensorFile.Read("x", new MemoryStream(stream.ToArray()));
        file.Metadata.ShouldBe(new Dictionary<string, string> { ["format"] = "pt", ["by"] = "somebody" }, ignoreOrder: true);
        file.Tensors.Single().AsSingles().ToSingles().ShouldBe([1f, -2f]);
    }

    [Theory]
    [InlineData("""{"__metadata__":7}""")]
    [InlineData("""{"__metadata__":{"a":7}}""")]
    [InlineData("""{"__metadata__":{"a":null}}""")]
    [InlineData("""{"__metadata__":{"a":"b","a":"c"}}""")]
    public void Notes_that_are_no_texts_are_refused(string header)
    {
        var bytes = new byte[8 + header.Length];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, header.Length);
        Encoding.ASCII.GetBytes(header, bytes.AsSpan(8));
        Refusal(bytes).ShouldContain("note");
    }

    private static (string Type, int[] Shape, float[] Values) Expected(string name) => name switch
    {
        "layer.weight" => ("F32", [3, 2], Numbers(6)),
        "layer.bias" => ("F32", [3], Numbers(3)),
        "transposed" => ("F32", [4, 2, 3], Permuted),
        "slice" => ("F32", [2, 2], [6 / 8f, 8 / 8f, 11 / 8f, 13 / 8f]),
        "tied" or "tied.again" => ("F32", [6], Numbers(6)),
        "part" => ("F32", [3], [2 / 8f, 3 / 8f, 4 / 8f]),
        "scalar" => ("F32", [], [0]),
        "empty" => ("F32", [0, 3], []),
        "bool" => ("BOOL", [9], [0, 1, 1, 1, 1, 1, 1, 1, 1]),
        "f16" or "bf16" or "f64" => (name.ToUpperInvariant(), [9], Numbers(9)),
        _ => (name.ToUpperInvariant(), [9], [0, 1, 2, 3, 4, 5, 6, 7, 8]),
    };

    private static float[] Permuted =>
        [.. from i in Range(4) from j in Range(2) from k in Range(3) select ((12 * j) + (4 * k) + i) / 8f];

    private static float[] Numbers(int count) => [.. Range(count).Select(i => i / 8f)];

    private static IEnumerable<int> Range(int count) => Enumerable.Range(0, count);

    /// <summary>A key and a value for the dictionary on the stack.</summary>
    private static string Entry(string key, string value) => $"X{(char)key.Length}\0\0\0{key}{value}s";

    /// <summary>A tensor of one axis, a view of the storage "0" of so many numbers.</summary>
    private static string Tensor(int count, string offset, string size, string stride) =>
        "ctorch._utils\n_rebuild_tensor_v2\n((X\u0007\0\0\0storagectorch\nFloatStorage\nX\u0001\0\0\00X\u0003\0\0\0cpu"
        + $"K{(char)count}tQ{offset}{size}\u0085{stride}\u0085\u0089}}tR";

    private static IEnumerable<byte[]> InBothLayouts(string pickle)
    {
        yield return Zipped(pickle);
        var legacy = File.ReadAllBytes(Golden("checkpoint_legacy.pt"));
        // Magic number, version and machine end with the third STOP that another pickle follows.
        var (starts, at) = (0, 0);
        for (; starts < 4; at++) starts += legacy[at] == 0x80 && legacy[at + 1] == 2 && (at == 0 || legacy[at - 1] == '.') ? 1 : 0;
        yield return [.. legacy[..(at - 1)], 0x80, 2, .. Encoding.Latin1.GetBytes(pickle)];
    }

    private static byte[] Zipped(string pickle, params (string Key, int Bytes)[] storages)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using (var entry = zip.CreateEntry("archive/data.pkl", CompressionLevel.NoCompression).Open())
                entry.Write([0x80, 2, .. Encoding.Latin1.GetBytes(pickle)]);
            foreach (var (key, bytes) in storages)
            {
                using var entry = zip.CreateEntry("archive/data/" + key, CompressionLevel.NoCompression).Open();
                entry.Write(new byte[bytes]);
            }
        }

        return stream.ToArray();
    }

    private static IReadOnlyList<StateTensor> Read(byte[] bytes) => TensorFile.Read("bad.pt", new MemoryStream(bytes)).Tensors;

    private static string Refusal(byte[] bytes) => Should.Throw<TensorFormatException>(() => Read(bytes)).Message;

    private static void ReadOrRefuse(byte[] bytes)
    {
        try
        {
            Read(bytes);
        }
        catch (TensorFormatException e)
        {
            e.Message.ShouldStartWith("bad.pt: ");
        }
    }

    private static string Golden(string name) => Repository.Of("tests", "Golden", "pytorch-1.13", name);
}
