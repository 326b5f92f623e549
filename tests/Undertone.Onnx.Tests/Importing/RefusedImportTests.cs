using Undertone.Onnx.Files;
using Undertone.Recognition.Encoders;

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
        byte[] entry = [.. Text(1, "location"), .. Text(2, location)];
        byte[] length = [.. Text(1, "length"), .. Text(2, "16")];
        byte[] tensor = [0x08, 4, 0x10, 1, .. Text(8, "w"), .. Field(13, entry), .. Field(13, length), 0x70, 1];
        Refused([.. Field(7, [.. Field(5, tensor), .. Port(11, "x"), .. Port(12, "y")]), .. Operators(13)], reason);
    }

    [Fact]
    public void What_is_no_model_that_hears_speech_is_refused_with_the_reason()
    {
        Refused([.. Field(7, [.. Port(11, "x"), .. Port(12, "y")]), .. Operators(99)], "version 99");
        Refused(Field(7, [.. Port(11, "x"), .. Port(12, "y")]), "opset_import");
        Refused([.. Field(7, Port(12, "y")), .. Operators(13)], "no input or no output");
        Refused([.. Field(7, [.. Port(11, "ids", type: 7), .. Port(12, "y")]), .. Operators(13)], "takes sound");
        Refused([.. Field(7, [.. Port(11, "x"), .. Port(11, "state"), .. Port(12, "y")]), .. Operators(13)], "which no recording has");
        byte[] shape = [0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, .. Text(8, "w")];
        Refused([.. Field(7, [.. Field(5, shape), .. Port(11, "x"), .. Port(12, "y")]), .. Operators(13)], "impossible");
        byte[] node = [.. Text(1, "x"), .. Text(2, "y"), .. Text(4, "Magic"), .. Text(7, "com.evil")];
        Refused([.. Field(7, [.. Field(1, node), .. Port(11, "x"), .. Port(12, "y")]), .. Operators(13)], "ONNX Runtime refuses it");
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
        OnnxImportOptions[] wrong = [new() { Input = "pictures" }, new() { Output = "nothing" }, new() { Labels = "happy,sad" }];
        foreach (var options in wrong)
            Should.Throw<EncoderFormatException>(() => OnnxModels.Import(ImportFolder.Wave2Vec, "other", options));
        EncoderCatalog.Exists("other").ShouldBeFalse();
    }

    private static byte[] Operators(byte version) => Field(8, [.. Field(1, []), 0x10, version]);

    private static byte[] Port(int field, string name, byte type = 1) =>
        Field(field, [.. Text(1, name), .. Field(2, Field(1, [0x08, type]))]);

    private static byte[] Text(int field, string text) => Field(field, System.Text.Encoding.UTF8.GetBytes(text));

    private static byte[] Field(int field, byte[] content)
    {
        var bytes = new List<byte> { (byte)((field << 3) | 2) };
        var length = content.Length;
        for (; length > 127; length >>= 7) bytes.Add((byte)((length & 127) | 128));
        bytes.Add((byte)length);
        return [.. bytes, .. content];
    }

    private void Refused(byte[] file, string reason)
    {
        var path = Path.Combine(_folder.Root, "foreign.onnx");
        File.WriteAllBytes(path, file);
        Should.Throw<EncoderFormatException>(() => OnnxModels.Import(path, "foreign")).Message.ShouldContain(reason);
        EncoderCatalog.Files().ShouldBeEmpty();
    }
}
