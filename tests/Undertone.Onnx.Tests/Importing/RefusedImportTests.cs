using Undertone.Onnx.Files;
using Undertone.Recognition.Encoders;
using static Undertone.Onnx.Tests.Importing.HandMade;

namespace Undertone.Onnx.Tests.Importing;

/// <summary>Files that are damaged, hostile, or hear no speech: each is refused with the reason, and nothing of it is kept.</summary>
[Collection(ImportFolder.OneAtATime)]
public sealed class RefusedImportTests : IDisposable
{
    private readonly ImportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_cut_is_refused()
    {
        var bytes = File.ReadAllBytes(ImportFolder.Wave2Vec);
        for (var length = 0; length < bytes.Length; length += 997) Refused(bytes[..length], "no ONNX model, or it is damaged");
        Refused("not a graph at all"u8.ToArray(), "no ONNX model, or it is damaged");
    }

    [Fact]
    public void A_changed_byte_is_read_or_refused_and_takes_little_memory()
    {
        var bytes = File.ReadAllBytes(ImportFolder.Wave2Vec);
        var (random, path, read) = (new Random(3), Path.Combine(_folder.Root, "changed.onnx"), 0);
        for (var i = 0; i < 300; i++)
        {
            var changed = (byte[])bytes.Clone();
            for (var k = 0; k < 1 + (i % 5); k++) changed[random.Next(i % 2 == 0 ? 4000 : bytes.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(path, changed);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                _ = OnnxSummaryReader.Read(path);
                read++;
            }
            catch (EncoderFormatException)
            {
                // Refused by name, as it should be.
            }

            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(20_000_000, $"change {i}");
        }

        read.ShouldBeGreaterThan(50);
    }

    [Theory]
    [InlineData("../weights.bin", "not inside its folder")]
    [InlineData("/etc/hostname", "not inside its folder")]
    [InlineData("a/../../weights.bin", "not inside its folder")]
    [InlineData("a\\..\\weights.bin", "not inside its folder")]
    [InlineData("", "not inside its folder")]
    [InlineData("gone.bin", "missing")]
    [InlineData("link.bin", "a link")]
    [InlineData("short.bin", "16 are needed")]
    public void Numbers_that_do_not_stand_whole_beside_it_are_refused(string location, string reason)
    {
        File.CreateSymbolicLink(Path.Combine(_folder.Root, "link.bin"), ImportFolder.Wave2Vec);
        File.WriteAllBytes(Path.Combine(_folder.Root, "short.bin"), new byte[8]);
        var tensor = Floats(4, [.. Outside(location), .. Field(13, [.. Text(1, "length"), .. Text(2, "16")])]);
        byte[] ports = [.. Port(11, "x"), .. Port(12, "y")];
        Refused(Model(13, Field(5, tensor), ports), reason);
        Refused(Model(13, Field(5, Floats(4, Outside(location))), ports), reason);
        // Arrays hide in attributes, in sparse arrays, and in functions of the file's own.
        var constant = Node("Constant", "", "", "c", Field(5, Field(5, tensor)));
        Refused(Model(13, constant, ports), reason);
        Refused(Model(13, Field(15, Field(1, tensor)), ports), reason);
        Refused(Model(13, Node("If", "", "", "c", Field(5, Field(6, constant))), ports), reason);
        Refused([.. Model(13, ports), .. Field(25, Field(7, constant[2..]))], reason);
    }

    [Fact]
    public void What_is_no_longer_the_file_that_was_imported_is_refused()
    {
        var folder = OnnxModels.Import(ImportFolder.Wave2Vec, "wave").Folder;
        OnnxFolder.Open(folder).Name.ShouldBe("wave");
        var model = Path.Combine(folder, "model.onnx");
        var bytes = File.ReadAllBytes(model);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(model, bytes);
        Should.Throw<EncoderFormatException>(() => OnnxFolder.Open(folder)).Message.ShouldContain("not those that were imported");
        File.WriteAllBytes(model, bytes[..^1]);
        Should.Throw<EncoderFormatException>(() => OnnxFolder.Open(folder)).Message.ShouldContain("missing or was changed");
    }

    [UnixFact]
    public void A_model_of_more_than_four_gigabytes_is_refused_before_anything_of_it_is_read()
    {
        using (var vast = File.Create(Path.Combine(_folder.Root, "vast.bin"))) vast.SetLength(5L << 30);
        Refused(Model(13, Field(5, Floats(4, Outside("vast.bin"))), Port(11, "x"), Port(12, "y")), "are the most that are taken");
    }

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("./description.json")]
    public void A_file_beside_it_takes_no_name_of_the_folder_where_it_is_kept(string location)
    {
        File.WriteAllBytes(Path.Combine(_folder.Root, location), new byte[4]);
        var add = Node("Add", "", "x", "y", Text(1, "w"));
        Refused(Model(13, add, Field(5, Floats(1, Outside(location))), Port(11, "x"), Port(12, "y")), "has a name that is taken");
        Directory.Exists(EncoderCatalog.FolderOf("foreign") + ".tmp").ShouldBeFalse();
    }

    [Fact]
    public void What_is_no_model_that_hears_speech_is_refused_with_the_reason()
    {
        byte[] ports = [.. Port(11, "x"), .. Port(12, "y")];
        Refused(Model(99, ports), "version 99");
        Refused(Model(6, ports), "version 6");
        Refused(Field(7, ports), "opset_import");
        Refused(Field(8, [0x10, 13]), "no graph");
        Refused(Model(13, Port(12, "y")), "no input or no output");
        Refused(Model(13, Port(11, "ids", type: 7), Port(12, "y")), "takes sound");
        Refused(Model(13, Port(11, "x"), Port(11, "state"), Port(12, "y")), "which no recording has");
        Refused(Model(13, Node("Magic", "com.evil", "x", "y"), ports), "com.evil:Magic");
        Refused(Model(13, Node("Magic", "", "x", "y"), ports), "ONNX Runtime refuses it");
    }

    [Fact]
    public void An_array_that_claims_other_numbers_than_it_has_is_refused()
    {
        byte[] ports = [.. Port(11, "x"), .. Port(12, "y")];
        byte[] vast = [0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, .. Text(8, "w")];
        Refused(Model(13, Field(5, vast), ports), "impossible");
        Refused(Model(13, Field(5, Floats(4, Field(9, new byte[15]))), ports), "'w' is said to have 4 numbers, and 15 bytes");
        Refused(Model(13, Field(5, Floats(4)), ports), "'w' is said to have 4 numbers, and 0 bytes");
        Refused(Model(13, Field(5, Floats(100, Field(4, new byte[16]))), ports), "'w' is said to have 100 numbers, and 16 bytes");
        Refused(Model(13, Field(5, [0x08, 4, 0x10, 99]), ports), "of a kind that is not known (99)");
        var nested = Node("Constant", "", "", "c");
        for (var i = 0; i < 20; i++) nested = Node("If", "", "", "c", Field(5, Field(6, nested)));
        Refused(Model(13, nested, ports), "nested more than");
    }

    [Fact]
    public void A_name_that_is_taken_and_an_input_or_output_that_there_is_not_are_refused()
    {
        _ = OnnxModels.Import(ImportFolder.Wave2Vec, "wave");
        Should.Throw<EncoderFormatException>(() => OnnxModels.Import(ImportFolder.Wave2Vec, "wave")).Message.ShouldContain("--force");
        _ = OnnxModels.Import(ImportFolder.Wave2Vec, "wave", new OnnxImportOptions { Replace = true, Output = "hidden_states.1" });
        EncoderCatalog.Load("wave").Layers[^1].Name.ShouldBe("1");
        Should.Throw<EncoderFormatException>(() => OnnxModels.Import(ImportFolder.Wave2Vec, "byol-s"));
        Should.Throw<EncoderFormatException>(() => OnnxModels.Import(ImportFolder.Wave2Vec, "../x"));
        OnnxImportOptions[] wrong = [new() { Input = "pictures" }, new() { Output = "nothing" }, new() { Labels = "happy,sad" },
            new() { Input = "log-mel:../mel.onnx" }];
        foreach (var options in wrong)
            Should.Throw<EncoderFormatException>(() => OnnxModels.Import(ImportFolder.Wave2Vec, "other", options));
        EncoderCatalog.Exists("other").ShouldBeFalse();
    }

    private void Refused(byte[] file, string reason)
    {
        var path = Path.Combine(_folder.Root, "foreign.onnx");
        File.WriteAllBytes(path, file);
        Should.Throw<EncoderFormatException>(() => OnnxModels.Import(path, "foreign")).Message.ShouldContain(reason);
        EncoderCatalog.Files().ShouldBeEmpty();
    }
}
