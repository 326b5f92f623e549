using Undertone.Sound.Audio;
using static Undertone.Sound.Tests.Audio.Flac.FlacBytes;

namespace Undertone.Sound.Tests.Audio.Flac;

/// <summary>Every way in which FLAC stores samples, those included that encoders never use; every sample is compared.</summary>
public class FlacReadingTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(16)]
    [InlineData(20)]
    [InlineData(24)]
    [InlineData(31)]
    [InlineData(32)]
    public void Every_kind_of_subframe_and_stereo_is_read_at_every_width(int bits)
    {
        var random = new Random(bits);
        foreach (var isLoud in new[] { false, true })
        {
            for (var channelCode = 0; channelCode <= 10; channelCode++)
            {
                var (samples, frames) = AnyFrames(random, bits, channelCode, isLoud);
                var stream = Stream(samples, bits, frames);
                var what = $"{bits} bits, channels {channelCode}, {(isLoud ? "loud" : "smooth")}";
                Check(stream, samples, bits, what);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(11)]
    [InlineData(31)]
    public void Wasted_bits_are_put_back(int wasted)
    {
        var random = new Random(wasted);
        var smooth = Array.ConvertAll(Smooth(random, 64, 32, 1)[0], s => s >> wasted << wasted);
        long[][] samples = [smooth, smooth];
        var frame = Frame(0, 64, 9, w =>
        {
            // The difference has 33 bits.
            Verbatim(w, new long[64], 33, wasted);
            Fixed(w, smooth, 32, wasted > 12 ? 0 : 2, random, wasted);
        });
        Check(Stream(samples, 32, [frame.Bytes]), samples, 32, $"{wasted} wasted bits");
        Check(Stream(samples, 32, [Frame(0, 64, 8, w =>
        {
            Linear(w, smooth, 32, [15, -7], 5, 3, random, wasted);
            Constant(w, 0, 33);
        }).Bytes]), samples, 32, $"{wasted} wasted bits of a predictor");
    }

    [Fact]
    public void All_codes_of_block_sizes_and_rates_are_read()
    {
        (int Code, int Size)[] sizes =
        [
            (1, 192), (2, 576), (3, 1152), (4, 2304), (5, 4608), (6, 1), (6, 256), (7, 1), (7, 65535), (8, 256), (9, 512), (10, 1024),
            (11, 2048), (12, 4096), (13, 8192), (14, 16384), (15, 32768),
        ];
        (int Code, int Tail, int Rate)[] rates =
        [
            (0, 0, 16000), (1, 0, 88200), (2, 0, 176400), (3, 0, 192000), (4, 0, 8000), (5, 0, 16000), (6, 0, 22050), (7, 0, 24000),
            (8, 0, 32000), (9, 0, 44100), (10, 0, 48000), (11, 0, 96000), (12, 16, 16000), (13, 12345, 12345), (14, 48000, 480000),
        ];
        for (var i = 0; i < sizes.Length; i++)
        {
            var (size, (rateCode, tail, rate)) = (sizes[i].Size, rates[i % rates.Length]);
            long[][] samples = [[.. Enumerable.Repeat(-77L, size)]];
            var frame = Frame(
                0, size, 0, w => Constant(w, -77, 16), sizeCode: sizes[i].Code, rateCode: rateCode, rateTail: tail, bitsCode: 4);
            Check(Stream(samples, 16, [frame.Bytes], rate), samples, 16, $"size {size} by code {sizes[i].Code} at {rate} Hz");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Frames_of_any_number_follow_each_other(bool isVariable)
    {
        // Around the numbers that take one more byte, up to the largest.
        foreach (var start in new[] { 0L, 126, 2046, 65534, (1L << 21) - 3, (1L << 26) - 3, isVariable ? (1L << 31) - 3 : 1000 })
        {
            int[] sizes = [5, 7, 1, 300];
            var (at, frames, values) = (start, new List<byte[]>(), new List<long>());
            foreach (var size in sizes)
            {
                frames.Add(Frame(at, size, 0, w => Constant(w, size, 16), isVariable).Bytes);
                values.AddRange(Enumerable.Repeat((long)size, size));
                at += isVariable ? size : 1;
            }

            long[][] samples = [[.. values]];
            Check(Stream(samples, 16, [.. frames]), samples, 16, $"from {start}");
            // Nobody said how many there are, nor what their sum is.
            Check(Stream(samples, 16, [.. frames], claimed: 0, isSigned: false), samples, 16, $"from {start}, open");
            frames.RemoveAt(1);
            Fault(Stream(samples, 16, [.. frames], claimed: 0, isSigned: false)).Message.ShouldContain("some are missing or repeated");
        }
    }

    [Fact]
    public void Tags_and_blocks_around_the_audio_are_passed()
    {
        long[][] samples = [[1, -1, 2, -2, 3]];
        var frame = Frame(0, 5, 0, w => Verbatim(w, samples[0], 16)).Bytes;
        byte[] blocks = [4, 0, 0, 3, 1, 2, 3, 0x81, 1, 0x11, 0x70, .. new byte[70_000]];
        var stream = Stream(samples, 16, [frame], blocks: blocks);
        byte[] tag = [.. "ID3"u8, 4, 0, 0, 0, 0x0C, 0x35, 0x00, .. new byte[0x0C << 14 | 0x35 << 7]];
        byte[] footed = [.. "ID3"u8, 4, 0, 0x10, 0, 0, 0, 5, .. new byte[15]];
        byte[] tail = [.. "TAG"u8, .. new byte[125]];
        foreach (var whole in new byte[][] { [.. tag, .. stream, .. tail], [.. footed, .. stream, .. tail], stream })
            Check(whole, samples, 16, $"{whole.Length} bytes");
        Check([.. Stream(samples, 16, [frame], claimed: 0), .. tail], samples, 16, "open and tagged");
    }

    [Fact]
    public void Damage_is_refused_and_its_place_named()
    {
        long[][] samples = [[.. Smooth(new Random(1), 40, 16, 1)[0]]];
        byte[][] frames =
        [
            Frame(0, 20, 0, w => Fixed(w, samples[0][..20], 16, 2, new Random(2))).Bytes,
            Frame(1, 20, 0, w => Verbatim(w, samples[0][20..], 16)).Bytes,
        ];
        var stream = Stream(samples, 16, frames);
        var second = stream.Length - frames[1].Length;
        Check(stream, samples, 16, "whole");
        for (var length = 5; length < stream.Length; length++) Fault(stream[..length]);
        var open = Stream(samples, 16, frames, claimed: 0, isSigned: false);
        for (var length = 43; length < open.Length; length++)
        {
            if (length == second) Check(open[..length], [samples[0][..20]], 16, "one frame");
            else Fault(open[..length]).Offset.ShouldNotBeNull();
        }

        for (var i = 42; i < stream.Length; i++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var bad = stream.ToArray();
                bad[i] ^= (byte)(1 << bit);
                Fault(bad).Offset!.Value.ShouldBeLessThanOrEqualTo(stream.Length);
            }
        }

        var (signature, length0, sum) = (stream.ToArray(), stream.ToArray(), stream.ToArray());
        signature[30] ^= 1;
        Fault(signature).Message.ShouldContain("the samples do not match the MD5 in the FLAC header. Copy or export");
        length0[25] = 41;
        Fault(length0).Message.ShouldContain($"claims 41 frames, and the file ends after 40 (at byte {stream.Length})");
        length0[25] = 20;
        Fault(length0).Message.ShouldContain($"claims 20 frames, and more follow (at byte {second})");
        length0[25] = 39;
        Fault(length0).Message.ShouldContain("the header leaves 19");
        sum[^1] ^= 1;
        Fault(sum).Message.ShouldContain($"does not match its checksum (at byte {second})");
    }

    [Fact]
    public void What_no_stream_has_is_refused()
    {
        long[][] samples = [new long[16]];
        var (bits, other) = ((Action<BitWriter>)(w => Constant(w, 0, 16)), new Random(3));
        (byte[] Frame, string Fault)[] frames =
        [
            (Frame(0, 16, 0, w => w.Put(0x7F, 7)).Bytes, "is damaged"), (Frame(0, 16, 0, w => w.Put(2 << 1, 8)).Bytes, "in way 2"),
            (Frame(0, 16, 0, w => w.Put(0x80, 8)).Bytes, "in way 64"), (Frame(0, 16, 11, bits).Bytes, "header is missing or damaged"),
            (Frame(0, 16, 1, w => { bits(w); bits(w); }).Bytes, "2 channels, and the header 1"),
            (Frame(0, 16, 0, bits, rateCode: 4).Bytes, "8000 Hz, and the header 16000"),
            (Frame(0, 16, 0, bits, bitsCode: 1).Bytes, "8 bits a sample, and the header 16"),
            (Frame(0, 65536, 0, bits).Bytes, "header is missing or damaged"),
            (Frame(0, 2, 0, w => { w.Put(12 << 1, 8); w.Put(0, 64); }).Bytes, "order 4 stands in 2 samples"),
            (Frame(0, 16, 0, w => { w.Put(8 << 1, 8); w.Put(2, 2); w.Put(0, 64); }).Bytes, "coded in no way"),
            (Frame(0, 16, 0, w => { w.Put(8 << 1, 8); w.Put(0, 2); w.Put(5, 4); w.Put(0, 64); }).Bytes, "coded in no way"),
            (Frame(0, 16, 0, w => Linear(w, samples[0], 16, [1], 16, 0, other)).Bytes, "a predictor is none"),
            (Frame(0, 16, 0, w => Linear(w, samples[0], 16, [1], 8, -1, other)).Bytes, "a predictor is none"),
            (Frame(0, 16, 0, w => { w.Put(3, 8); w.PutUnary(15); w.Put(0, 64); }).Bytes, "has no bits"),
            (Frame(0, 16, 0, w => { w.Put(8 << 1, 8); w.Put(1, 2); w.Put(0, 4); w.Put(30, 5); w.PutUnary(4); w.Put(0, 64); }).Bytes,
                "larger than any that FLAC has"),
            (Frame(0, 16, 0, w => Fixed(w, [40_000, .. new long[15]], 20, 0, new Random(4))).Bytes, "beyond 16 bits"),
        ];
        foreach (var (frame, fault) in frames) Fault(Stream(samples, 16, [frame], isSigned: false)).Message.ShouldContain(fault);
        Fault(Stream(samples, 3, [])).Message.ShouldContain("3 bits a sample");
        Fault(Stream(samples, 16, [], rateHz: 0)).Message.ShouldContain("0 Hz");
        Fault(Stream(samples, 16, [], blocks: [0xFF, 0, 0, 0])).Message.ShouldContain("type 127");
        Fault(Stream(samples, 16, [], blocks: [0x84, 1, 0, 0])).Message.ShouldContain("claims 65,536 bytes");
        Fault([.. "fLaC"u8, 0x84, 0, 0, 0]).Message.ShouldContain("STREAMINFO");
        Fault(Stream([[]], 16, [], claimed: 0, isSigned: false)).Message.ShouldContain("no samples");
    }

    [Fact]
    public void A_claimed_length_sizes_nothing()
    {
        long[][] samples = [new long[65535]];
        var stream = Stream(samples, 16, [Frame(0, 65535, 0, w => Constant(w, 0, 16)).Bytes], claimed: (1L << 36) - 1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Fault(stream).Message.ShouldContain("claims 68,719,476,735 frames, and the file ends after 65,535");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(4_000_000);
    }

    /// <summary>Frames of all kinds over one stretch of samples.</summary>
    internal static (long[][] Samples, byte[][] Frames) AnyFrames(Random random, int bits, int channelCode, bool isLoud)
    {
        int[] sizes = [192, 100, 1, 64, 37, 256, 192];
        var channels = channelCode < 8 ? channelCode + 1 : 2;
        var samples = isLoud ? Loud(random, sizes.Sum(), bits, channels) : Smooth(random, sizes.Sum(), bits, channels);
        var frames = new List<byte[]>();
        var (at, kind) = (0, 0);
        foreach (var size in sizes)
        {
            var part = Array.ConvertAll(samples, c => c[at..(at + size)]);
            var stored = channelCode switch
            {
                8 => [part[0], Difference(part)],
                9 => [Difference(part), part[1]],
                10 => [[.. part[0].Zip(part[1], (l, r) => (l + r) >> 1)], Difference(part)],
                _ => part,
            };
            frames.Add(Frame(at, size, channelCode, w =>
            {
                for (var c = 0; c < channels; c++)
                {
                    var width = channelCode > 7 && c == (channelCode == 9 ? 0 : 1) ? bits + 1 : bits;
                    AnySubframe(w, stored[c], width, kind++, random);
                }
            }, isVariable: true).Bytes);
            at += size;
        }

        return (samples, [.. frames]);
    }

    private static void AnySubframe(BitWriter w, long[] samples, int bits, int kind, Random random)
    {
        var order = Math.Min(samples.Length, random.Next(1, 33));
        var (precision, shift) = (random.Next(2, 16), random.Next(16));
        var most = 1 << (precision - 1);
        long[] weights = [.. Enumerable.Range(0, order).Select(_ => (long)random.Next(-most, most))];
        long[][] steps = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]];
        var step = Math.Min(samples.Length, kind % 5);
        if (kind % 2 == 0 && Fits(samples, weights, shift)) Linear(w, samples, bits, weights, precision, shift, random);
        else if (kind % 7 != 0 && Fits(samples, steps[step], 0)) Fixed(w, samples, bits, step, random);
        else Verbatim(w, samples, bits);
    }

    internal static long[][] Smooth(Random random, int length, int bits, int channels)
    {
        var top = (1L << (bits - 1)) - 1;
        return [.. Enumerable.Range(0, channels).Select(c => Enumerable.Range(0, length)
            .Select(i => (long)(top * (0.9 * Math.Sin(0.01 * i + c) + 0.01 * (random.NextDouble() - 0.5)))).ToArray())];
    }

    private static long[][] Loud(Random random, int length, int bits, int channels)
    {
        var top = 1L << (bits - 1);
        return [.. Enumerable.Range(0, channels).Select(_ => Enumerable.Range(0, length)
            .Select(_ => random.Next(4) switch { 0 => -top, 1 => top - 1, _ => random.NextInt64(-top, top) }).ToArray())];
    }

    private static long[] Difference(long[][] pair) => [.. pair[0].Zip(pair[1], (l, r) => l - r)];

    private static void Check(byte[] stream, long[][] samples, int bits, string what)
    {
        foreach (var source in new Stream[] { new MemoryStream(stream), new SlowPipe(stream) })
        {
            using var reader = AudioReader.Open(source, what, null, Ffmpeg.Missing);
            var expected = new float[samples.Length * samples[0].Length];
            for (var i = 0; i < expected.Length; i++)
                expected[i] = (float)(samples[i % samples.Length][i / samples.Length] / Math.Pow(2, bits - 1));
            var actual = new float[expected.Length];
            reader.ReadFrames(actual).ShouldBe(samples[0].Length, what);
            actual.AsSpan().SequenceEqual(expected).ShouldBeTrue(what);
            reader.ReadFrames(new float[samples.Length]).ShouldBe(0, what);
            reader.Info.Container.ShouldBe("FLAC");
            reader.Info.Encoding.ShouldBe($"FLAC {bits}");
            reader.Info.Channels.ShouldBe(samples.Length);
        }
    }

    private static AudioFormatException Fault(byte[] stream)
    {
        var error = Should.Throw<AudioFormatException>(() => Load(new MemoryStream(stream)), $"{stream.Length} bytes");
        Should.Throw<AudioFormatException>(() => Load(new SlowPipe(stream))).Message.ShouldBe(error.Message);
        error.File.ShouldBe("x");
        return error;
    }

    private static void Load(Stream stream)
    {
        using var reader = AudioReader.Open(stream, "x", null, Ffmpeg.Missing);
        AudioClip.ReadAll(reader, "x");
    }
}
