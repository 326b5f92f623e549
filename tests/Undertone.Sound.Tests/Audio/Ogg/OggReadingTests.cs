using Undertone.Sound.Audio;
using static Undertone.Sound.Tests.Audio.Ogg.OggBytes;

namespace Undertone.Sound.Tests.Audio.Ogg;

/// <summary>Ogg pages as they may lie, and every way in which one is damaged or missing.</summary>
public class OggReadingTests
{
    [Fact]
    public void Vorbis_lies_where_it_was()
    {
        var clip = Load(Chirp.Vorbis);
        clip.SampleRateHz.ShouldBe(16000);
        clip.Samples.Length.ShouldBe(11_200);
        Chirp.Likeness(clip.Samples).ShouldBeGreaterThan(22);
        using var reader = AudioReader.Open(new MemoryStream(Chirp.Vorbis), "clip", null, Ffmpeg.Missing);
        reader.Info.ShouldBe(new AudioInfo("Ogg", "Vorbis", 16000, 1, 11_200));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(1, -1536)]
    [InlineData(2, 700)]
    public void Opus_loses_its_padding_and_takes_its_gain(int channels, int gain)
    {
        var packets = OpusPackets(12, channels);
        var all = Decoded(packets, channels);
        var scale = (float)Math.Pow(10, gain / 5120.0);
        // Positions from 0, and from the middle of a longer stream.
        foreach (var origin in new[] { 0, 1_000_000 })
        {
            byte[] file = [.. Page(0, 2, 0, OpusHead(channels, gain)), .. Page(1, 0, 0, OpusTags),
                .. Page(2, 0, origin + 5 * 960, packets[..5]), .. Page(3, 4, origin + 12 * 960 - 500, packets[5..])];
            var expected = all[(PreSkip * channels)..((12 * 960 - 500) * channels)].Select(s => s * scale).ToArray();
            Frames(file).ShouldBe(expected);
        }
    }

    [Fact]
    public void Packets_lie_across_pages_and_other_streams_between_them()
    {
        var packets = OpusPackets(6, 1);
        byte[] audio = [.. packets.SelectMany(p => p)];
        byte[] lacing = [.. packets.SelectMany(Lacing)];
        var expected = Decoded(packets, 1)[PreSkip..];
        byte[] heads = [.. Page(0, 2, 0, OpusHead(1)), .. Page(0, 2, 0, [3], [1, 2, 3], serial: 99), .. Page(1, 0, 0, OpusTags)];
        for (var cut = 1; cut < lacing.Length; cut++)
        {
            var bytes = lacing[..cut].Sum(b => b);
            var (before, isWithin) = (lacing[..cut].Count(b => b < 255), lacing[cut - 1] == 255);
            byte[] file = [.. heads, .. Page(2, 0, before == 0 ? -1 : before * 960, lacing[..cut], audio[..bytes]),
                .. Page(1, 4, 0, [3], [1, 2, 3], serial: 99),
                .. Page(3, isWithin ? 5 : 4, 6 * 960, lacing[cut..], audio[bytes..])];
            Frames(file).ShouldBe(expected, $"cut at {cut}");
        }

        // A last page without anything on it.
        Frames([.. heads, .. Page(2, 0, 6 * 960, lacing, audio), .. Page(3, 4, 6 * 960, [], [])]).ShouldBe(expected);
    }

    [Fact]
    public void Every_cut_and_every_wrong_bit_is_refused()
    {
        foreach (var file in new[] { Chirp.Vorbis, Opus() })
        {
            Load(file);
            for (var length = 60; length < file.Length; length += 7) Fault(file[..length]);
            for (var i = 5; i < file.Length; i += 3)
            {
                var bad = file.ToArray();
                bad[i] ^= (byte)(1 << (i % 8));
                Fault(bad);
            }
        }
    }

    [Fact]
    public void A_page_that_is_missing_and_a_stream_behind_the_first_are_refused_in_plain_words()
    {
        foreach (var file in new[] { Chirp.Vorbis, Opus() })
        {
            Load([.. file, .. "TAG"u8, .. new byte[125]]).Samples.ShouldBe(Load(file).Samples);
            Fault([.. file, .. file]).Message.ShouldContain("chained");
            var (at, length) = Pages(file)[^2];
            var missing = Fault([.. file[..at], .. file[(at + length)..]]);
            missing.Message.ShouldContain("an Ogg page is missing before this one");
            missing.Offset.ShouldBe(at);
            Fault(file[..(at + length)]).Message.ShouldContain("before the page that ends its audio");
            Fault([.. file[..at], 1, 2, 3, .. file[at..]]).Message.ShouldContain("something else does");
        }
    }

    [Fact]
    public void Opus_headers_that_cannot_be_are_refused()
    {
        var good = Opus();
        foreach (var (offset, value) in new[] { (8, 16), (9, 0), (9, 3), (18, 1), (18, 255) })
        {
            var head = OpusHead(1);
            head[offset] = (byte)value;
            Fault([.. Page(0, 2, 0, head), .. good[(27 + 1 + 19)..]]).Message.ShouldContain("Opus header");
        }
    }

    [Fact]
    public void Vorbis_headers_size_no_allocation()
    {
        var (second, secondLength) = Pages(Chirp.Vorbis)[1];
        var page = Chirp.Vorbis[second..(second + secondLength)];
        // The number of comments, behind the vendor.
        var at = page.AsSpan().IndexOf("\u0003vorbis"u8) + 7;
        at += 4 + BitConverter.ToInt32(page, at);
        var claimed = page.ToArray();
        claimed.AsSpan(at, 4).Fill(0xFF);
        Load([.. Chirp.Vorbis[..second], .. Mended(claimed), .. Chirp.Vorbis[(second + secondLength)..]]).Samples
            .ShouldBe(Load(Chirp.Vorbis).Samples);

        // The entries of the first codebook.
        var book = page.AsSpan().IndexOf("\u0005vorbis"u8) + 7 + 1 + 5;
        page.AsSpan(book, 3).Fill(0xFF);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Fault([.. Chirp.Vorbis[..second], .. Mended(page), .. Chirp.Vorbis[(second + secondLength)..]]).Message.ShouldContain("codebooks");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(8 << 20);
    }

    /// <summary>A file of some pages.</summary>
    internal static byte[] Opus()
    {
        var packets = OpusPackets(9, 1);
        return [.. Page(0, 2, 0, OpusHead(1)), .. Page(1, 0, 0, OpusTags), .. Page(2, 0, 3 * 960, packets[..3]),
            .. Page(3, 0, 6 * 960, packets[3..6]), .. Page(4, 4, 9 * 960 - 100, packets[6..])];
    }

    private static AudioFormatException Fault(byte[] bytes)
    {
        Should.Throw<AudioFormatException>(() => Read(new MemoryStream(bytes)));
        return Should.Throw<AudioFormatException>(() => Read(new SlowPipe(bytes)));
    }

    private static float[] Frames(byte[] bytes)
    {
        using var reader = AudioReader.Open(new SlowPipe(bytes), "clip", null, Ffmpeg.Missing);
        return DecodedByFfmpegTests.ReadAll(reader);
    }

    private static AudioClip Load(byte[] bytes)
    {
        var clip = Read(new MemoryStream(bytes));
        Read(new SlowPipe(bytes)).Samples.ShouldBe(clip.Samples);
        return clip;
    }

    private static AudioClip Read(Stream stream)
    {
        using var reader = AudioReader.Open(stream, "clip", null, Ffmpeg.Missing);
        return AudioClip.ReadAll(reader, "clip");
    }
}
