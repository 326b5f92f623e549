using Undertone.Sound.Audio;

namespace Undertone.Sound.Tests.Audio.Mpeg;

/// <summary>What stands around the frames of an mp3 file and between them, with a chirp of 0.7 s that LAME has encoded.</summary>
public class Mp3ReadingTests
{
    private const int TagBytes = 20;
    private const int FrameBytes = 108;

    // Behind its ID3 tag and its Info frame, which is of another bit rate.
    private static readonly byte[] Frames = Chirp.Mp3[(TagBytes + 180)..];

    [Fact]
    public void Padding_is_cut_off_and_the_sound_lies_where_it_was()
    {
        var clip = Load(Chirp.Mp3);
        clip.SampleRateHz.ShouldBe(16000);
        clip.Samples.Length.ShouldBe(11_200);
        Info(Chirp.Mp3).ShouldBe(new AudioInfo("MP3", "MP3", 16000, 1, 11_200));
        Chirp.Likeness(clip.Samples).ShouldBeGreaterThan(24);
    }

    [Fact]
    public void Without_a_header_of_its_own_all_frames_are_heard()
    {
        var all = Load(Frames).Samples;
        all.Length.ShouldBe(Frames.Length / FrameBytes * 576);
        all[1105..(1105 + 11_200)].ShouldBe(Load(Chirp.Mp3).Samples);
        Info(Frames).Frames.ShouldBeNull();
    }

    [Fact]
    public void Free_format_is_read_as_any_other()
    {
        var free = Frames.ToArray();
        for (var at = 0; at < free.Length; at += FrameBytes) free[at + 2] &= 0x0F;
        Load(free).Samples.ShouldBe(Load(Frames).Samples);
        Fault(free[..^1]).Message.ShouldContain("ends within a frame");
    }

    [Fact]
    public void Tags_and_padding_around_the_frames_are_passed()
    {
        byte[] id3v1 = [.. "TAG"u8, .. new byte[125]];
        byte[] ape = [.. "APETAGEX"u8, .. new byte[60]];
        var expected = Load(Chirp.Mp3).Samples;
        foreach (var tail in new byte[][] { id3v1, ape, new byte[333], [.. Chirp.Mp3[..TagBytes], .. id3v1] })
            Load([.. Chirp.Mp3, .. tail]).Samples.ShouldBe(expected);
        byte[] large = [.. "ID3"u8, 4, 0, 0, 0, 0x0C, 0x35, 0x00, .. new byte[0x0C << 14 | 0x35 << 7]];
        Load([.. large, .. Chirp.Mp3[TagBytes..]]).Samples.ShouldBe(expected);
    }

    [Fact]
    public void Files_put_one_behind_the_other_are_both_heard()
    {
        var twice = Load([.. Chirp.Mp3, .. "TAG"u8, .. new byte[125], .. Chirp.Mp3]).Samples;
        twice[..11_200].ShouldBe(Load(Chirp.Mp3).Samples);
        // Of the second nobody said how much is padding; its own header is a frame too.
        twice.Length.ShouldBe(11_200 + 576 + Frames.Length / FrameBytes * 576);
    }

    [Fact]
    public void Every_cut_is_refused()
    {
        for (var length = TagBytes + 400; length < Chirp.Mp3.Length; length += length < Chirp.Mp3.Length - 150 ? 7 : 1)
            Fault(Chirp.Mp3[..length]);
        // Multiples of it are among them; from the header of a second frame on it is known to be mp3.
        for (var length = FrameBytes + 6; length < Frames.Length; length += 3)
        {
            if (length % FrameBytes == 0) Load(Frames[..length]).Samples.Length.ShouldBe(length / FrameBytes * 576);
            else Fault(Frames[..length]).Offset.ShouldBe(length / FrameBytes * FrameBytes);
        }
    }

    [Fact]
    public void Something_else_between_the_frames_is_refused_with_its_place()
    {
        var error = Fault([.. Frames[..(5 * FrameBytes)], 1, 2, 3, .. Frames[(5 * FrameBytes)..]]);
        error.Offset.ShouldBe(5 * FrameBytes);
        error.Message.ShouldContain("an mp3 frame should start here");
        var stereo = Frames.ToArray();
        stereo[3 * FrameBytes + 3] &= 0x3F;
        Fault(stereo).Message.ShouldContain("goes from 1 to 2 channels");
    }

    private static AudioFormatException Fault(byte[] bytes)
    {
        Should.Throw<AudioFormatException>(() => Read(new MemoryStream(bytes)));
        return Should.Throw<AudioFormatException>(() => Read(new SlowPipe(bytes)));
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

    private static AudioInfo Info(byte[] bytes)
    {
        using var reader = AudioReader.Open(new MemoryStream(bytes), "clip", null, Ffmpeg.Missing);
        return reader.Info;
    }
}
