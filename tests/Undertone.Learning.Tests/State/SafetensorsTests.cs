using System.Buffers.Binary;
using System.Text;
using Undertone.Learning.State;

namespace Undertone.Learning.Tests.State;

public sealed class SafetensorsTests
{
    [Fact]
    public void What_is_written_is_read()
    {
        StateTensor[] tensors =
        [
            StateTensor.From("a.kernel", [1f, 2, 3, 4, 5, float.MinValue], 2, 3),
            StateTensor.From("scalar", [0.1f]),
            new("doubles", "F64", [1], new byte[8]),
            new("empty", "I32", [0, 4], []),
        ];
        var read = Safetensors.Read("x", Bytes(tensors));
        read.Select(t => t.Name).ShouldBe(["a.kernel", "scalar", "doubles", "empty"]);
        for (var i = 0; i < tensors.Length; i++)
        {
            read[i].Shape.ShouldBe(tensors[i].Shape);
            read[i].DType.ShouldBe(tensors[i].DType);
            read[i].Data.ShouldBe(tensors[i].Data);
        }
    }

    [Fact]
    public void The_layout_is_the_published_one()
    {
        // huggingface/safetensors: u64 header length, JSON header, data; the header is padded with spaces to a multiple of eight.
        var bytes = Bytes([StateTensor.From("w", [1f, 2f], 1, 2)]);
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
    [InlineData("""{"w":{"dtype":"F16","shape":[4],"data_offsets":[0,8]}}""")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"w":{"dtype":"F32","shape":[0],"data_offsets":[8,8]}}""")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2]}}""")]
    [InlineData("""["w"]""")]
    [InlineData("""{"w":""")]
    [InlineData("""{"w":7}""")]
    [InlineData("""{"w":null}""")]
    [InlineData("""{"w":{"dtype":7,"shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"w":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}""")]
    [InlineData("""{"w":{"dtype":"F32","shape":["2"],"data_offsets":[0,8]}}""")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8,8]}}""")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":["0",8]}}""")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,1e30]}}""")]
    [InlineData("""{"w\ud800":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"w":{"dtype":"\ud800","shape":[2],"data_offsets":[0,8]}}""")]
    public void A_header_that_does_not_describe_the_bytes_is_refused(string header)
    {
        var bytes = new byte[8 + header.Length + 8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, header.Length);
        Encoding.ASCII.GetBytes(header, bytes.AsSpan(8));
        var refused = Should.Throw<TensorFormatException>(() => Safetensors.Read("bad.safetensors", bytes));
        refused.Message.ShouldBe("bad.safetensors: " + refused.Fault);
        refused.Fault.ShouldMatch("^(the header of the )?(the )?(weights|tensor) .*[.]$");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(8)]
    public void A_file_of_few_bytes_is_refused(int length) =>
        Should.Throw<TensorFormatException>(() => Safetensors.Read("x", Enumerable.Repeat((byte)0xff, length).ToArray()));

    private static byte[] Bytes(IReadOnlyList<StateTensor> tensors)
    {
        using var stream = new MemoryStream();
        Safetensors.Write(stream, tensors);
        return stream.ToArray();
    }
}
