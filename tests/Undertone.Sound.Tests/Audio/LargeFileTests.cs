using System.Buffers.Binary;
using Undertone.Sound.Audio;
using static Undertone.Sound.Tests.Audio.AudioBytes;

namespace Undertone.Sound.Tests.Audio;

/// <summary>Files larger than memory, as files with holes.</summary>
public class LargeFileTests
{
    private const long DataBytes = 6L << 30;

    [Fact]
    public void The_header_of_a_file_of_six_gigabytes_tells_its_length()
    {
        if (OperatingSystem.IsWindows()) return;
        using var file = Sparse(DataBytes);
        var info = AudioInfo.Read(file.Path);
        info.ShouldBe(new AudioInfo("RF64", "PCM 16", 48000, 2, DataBytes / 4));
        Should.Throw<AudioFormatException>(() => AudioClip.Load(file.Path, 96000)).Message.ShouldContain("AudioReader");
    }

    [SlowFact]
    public void A_file_of_256_megabytes_is_streamed_through_little_memory()
    {
        if (OperatingSystem.IsWindows()) return;
        using var file = Sparse(1L << 28);
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var reader = AudioReader.Open(file.Path, 16000);
        var block = new float[16000];
        var total = 0L;
        for (int count; (count = reader.Read(block)) > 0; total += count)
        {
            block.AsSpan(0, count).ContainsAnyExcept(0f).ShouldBeFalse();
        }

        total.ShouldBe((long)Math.Ceiling((1L << 26) * (16000 / 48000.0)));
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(4_000_000);
    }

    private static TemporaryFile Sparse(long dataBytes)
    {
        var sizes = new byte[28];
        BinaryPrimitives.WriteInt64LittleEndian(sizes.AsSpan(8), dataBytes);
        var plain = Wav([], channels: 2, rateHz: 48000, magic: "RF64", dataSize: uint.MaxValue);
        byte[] header = [.. plain[..12], .. Chunk("ds64", sizes), .. plain[12..]];
        var file = new TemporaryFile(header);
        using var stream = new FileStream(file.Path, FileMode.Open);
        stream.SetLength(header.Length + dataBytes);
        return file;
    }
}
