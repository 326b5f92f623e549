using Undertone.Onnx.Files;
using Undertone.Onnx.Runtime;
using Undertone.Recognition.Encoders;
using static Undertone.Onnx.Tests.Importing.HandMade;

namespace Undertone.Onnx.Tests.Importing;

/// <summary>Graphs in ONNX Runtime itself.</summary>
public sealed class SessionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-onnx-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_newest_operators_that_are_taken_are_the_newest_that_ONNX_Runtime_has()
    {
        var file = Path.Combine(_folder, "newest.onnx");
        File.WriteAllBytes(file, Identity((byte)OnnxSummaryReader.NewestOperators));
        var summary = OnnxSummaryReader.Read(file);
        using (var session = new OnnxSession(file, summary))
            session.Run([("x", new OnnxTensor([1, 2], [2]))], ["y"])[0].Values.ShouldBe([1, 2]);
        File.WriteAllBytes(file, Identity((byte)(OnnxSummaryReader.NewestOperators + 1)));
        Should.Throw<EncoderFormatException>(() => OnnxSummaryReader.Read(file)).Message.ShouldContain("opset");
        Should.Throw<EncoderFormatException>(() => new OnnxSession(file, summary)).Message.ShouldContain("opset");
    }

    [Fact]
    public void Many_threads_get_the_bits_that_one_gets()
    {
        var summary = OnnxSummaryReader.Read(ImportFolder.Wave2Vec);
        using var session = new OnnxSession(ImportFolder.Wave2Vec, summary);
        var clips = ImportFolder.Cases().Select(c => ImportFolder.Numbers(c!["samples"]!)).ToArray();
        float[] Answer(int clip) =>
            session.Run([("input_values", new OnnxTensor(clips[clip], [1, clips[clip].Length]))], ["last_hidden_state"])[0].Values;
        var alone = Enumerable.Range(0, clips.Length).Select(Answer).ToArray();
        var options = new ParallelOptions { MaxDegreeOfParallelism = 8 };
        Parallel.For(0, 24, options, i => Answer(i % clips.Length).ShouldBe(alone[i % clips.Length], $"clip {i}"));
    }

    private static byte[] Identity(byte operators) =>
        Model(operators, Node("Identity", "", "x", "y"), Text(2, "g"), Port(11, "x"), Port(12, "y"));
}
