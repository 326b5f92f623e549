using System.Buffers.Binary;
using System.Text;
using Undertone.Recognition.Inference.Bundle;

namespace Undertone.Recognition.Tests.Inference;

public sealed class SafetensorsTests
{
    [Fact]
    public void What_is_written_is_read()
    {
        WeightTensor[] tensors = [new("a.kernel", [2, 3], [1, 2, 3, 4, 5, float.MinValue]), new("scalar", [], [0.1f]), new("empty", [0, 4], [])];
        var read = Safetensors.Read("x", Bytes(tensors));
        read.Select(t => t.Name).ShouldBe(["a.kernel", "scalar", "empty"]);
        for (var i = 0; i < tensors.Length; i++)
        {
            read[i].Shape.ShouldBe(tensors[i].Shape);
            read[i].Values.ShouldBe(tensors[i].Values);
        }
    }

    [Fact]
    public void The_layout_is_the_published_one()
    {
        // huggingface/safetensors: u64 header length, JSON header, data; the header is padded with spaces to a multiple of eight.
        var bytes = Bytes([new("w", [1, 2], [1f, 2f])]);
        var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        Encoding.ASCII.GetString(bytes, 8, length).TrimEnd().ShouldBe("""{"w":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}}""");
        (length % 8).ShouldBe(0);
        bytes.Length.ShouldBe(8 + length + 8);
        BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(8 + length + 4)).ShouldBe(2f);
    }

    [Theory]
    [InlineData("""{"w":{"dtype":"F32","shape":[1000000000,1000000000],"data_offsets":[0,8]}}""")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""")]
    [InlineData("""{"w":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"w":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}""")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"w":{"dtype":"F32","shape":[0],"data_offsets":[8,8]}}""")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2]}}""")]
    [InlineData("""["w"]""")]
    [InlineData("""{"w":""")]
    public void A_header_that_does_not_describe_the_bytes_is_refused(string header)
    {
        var bytes = new byte[8 + header.Length + 8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, header.Length);
        Encoding.ASCII.GetBytes(header, bytes.AsSpan(8));
        Should.Throw<ModelFormatException>(() => Safetensors.Read("bad.safetensors", bytes)).Message.ShouldStartWith("bad.safetensors: ");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(8)]
    public void A_file_of_few_bytes_is_refused(int length) =>
        Should.Throw<ModelFormatException>(() => Safetensors.Read("x", Enumerable.Repeat((byte)0xff, length).ToArray()));

    private static byte[] Bytes(IReadOnlyList<WeightTensor> tensors)
    {
        using var stream = new MemoryStream();
        Safetensors.Write(stream, tensors);
        return stream.ToArray();
    }
}
