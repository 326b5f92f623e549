using Undertone.Sound.Audio;
using static Undertone.Sound.Tests.Audio.AudioBytes;
using static Undertone.Sound.Tests.Audio.WavReadingTests;

namespace Undertone.Sound.Tests.Audio;

/// <summary>What is wrong is said: the file, the place, the fault.</summary>
public class BadAudioTests
{
    private static readonly byte[] Good = Wav(Int16([.. Enumerable.Range(0, 200).Select(i => (short)i)]));

    [Fact]
    public void An_empty_file_is_called_empty() => Refuses([], 0, "empty");

    [Fact]
    public void A_header_without_samples_is_called_that()
    {
        Refuses(Wav([]), null, "no samples");
        Refuses(Good[..36], 36, "ends before its 'data' chunk");
        Refuses(Good[..12], 12, "ends before its 'fmt ' chunk");
        Refuses(Aiff([]), null, "no samples");
    }

    [Fact]
    public void A_truncated_file_is_refused_with_both_sizes()
    {
        var error = Refuses(Good[..300], 36, "claims 400 bytes");
        error.Message.ShouldContain("256");
        Refuses(Aiff(new byte[400])[..300], 38, "claims 200 frames");
    }

    [Fact]
    public void A_truncated_pipe_is_refused_where_it_ends()
    {
        var error = Should.Throw<AudioFormatException>(() => LoadFromPipe(Good[..300]));
        error.Message.ShouldContain("claims 200 frames");
        error.Offset.ShouldBe(300);
    }

    [Fact]
    public void Every_prefix_of_a_file_is_refused()
    {
        foreach (var bytes in new[] { Good, Aiff(new byte[400]) })
        {
            for (var length = 0; length < bytes.Length; length++)
            {
                Should.Throw<AudioFormatException>(() => Load(bytes[..length]), $"{length} bytes").File.ShouldBe("clip");
                Should.Throw<AudioFormatException>(() => LoadFromPipe(bytes[..length]), $"{length} bytes").File.ShouldBe("pipe");
            }
        }
    }

    [Fact]
    public void Three_gigabytes_claimed_in_sixty_bytes_allocate_nothing()
    {
        var bytes = Wav(new byte[16], dataSize: 3_000_000_000);
        bytes.Length.ShouldBe(60);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refuses(bytes, 36, "claims 3,000,000,000 bytes");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000_000);
        Should.Throw<AudioFormatException>(() => LoadFromPipe(bytes)).Message.ShouldContain("1,500,000,000 frames");
    }

    [Fact]
    public void A_chunk_larger_than_the_file_is_refused()
    {
        Refuses(Wav([0, 0], beforeData: [.. Ascii("LIST"), .. Little(1_000_000)]), 36, "claims 1,000,000 bytes");
        Refuses(Aiff([0, 0], beforeData: [.. Ascii("MARK"), .. Big(1_000_000)]), 38, "claims 1,000,000 bytes");
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(10u)]
    [InlineData(99u)]
    [InlineData(1_000_001u)]
    [InlineData(5_000_000u)]
    [InlineData(50_000_001u)]
    [InlineData(uint.MaxValue)]
    public void A_rate_that_no_recording_has_is_refused(uint rateHz)
    {
        Refuses(Wav([0, 0], rateHz: rateHz), 24, "sample rate of");
        Refuses(Aiff([0, 0], rateHz: rateHz), 28, "sample rate of");
    }

    [Theory]
    [InlineData(100)]
    [InlineData(8000)]
    [InlineData(1_000_000)]
    public void The_rates_between_are_read(int rateHz)
    {
        Load(Wav([0, 0], rateHz: (uint)rateHz)).SampleRateHz.ShouldBe(rateHz);
        Load(Aiff([0, 0], rateHz: rateHz)).SampleRateHz.ShouldBe(rateHz);
    }

    [Fact]
    public void Headers_that_contradict_themselves_are_refused()
    {
        Refuses(Wav([0, 0], channels: 0), 22, "0 channels");
        Refuses(Wav([0, 0], bits: 40), 34, "40 bits");
        Refuses(Wav([0, 0], bits: 0), 34, "0 bits");
        Refuses(Wav([0, 0], tag: 3, bits: 16), 34, "float samples of 16 bits");
        Refuses(Wav([0, 0, 0, 0], channels: 2, blockBytes: 3), 32, "do not fit together");
        Refuses(Aiff([0, 0], rateHz: 0), 28, "sample rate of 0 Hz");
        Refuses(Aiff([0, 0], channels: 0x8000), 20, "-32768 channels");
    }

    [Fact]
    public void A_rate_too_far_from_the_wanted_one_is_refused()
    {
        using var file = new TemporaryFile(Wav([0, 0], rateHz: 8));
        Should.Throw<AudioFormatException>(() => AudioClip.Load(file.Path, 22050)).Message.ShouldContain("8 Hz");
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "infinite")]
    [InlineData(float.NegativeInfinity, "infinite")]
    public void A_sample_that_is_no_number_is_refused_with_its_place(float bad, string word)
    {
        Refuses(Wav(Single(0, 0, bad, 0), tag: 3, bits: 32), 52, word);
        Refuses(Wav(Single(0, 0, 0, bad), tag: 3, bits: 32, channels: 2), 52, word);
        var many = new float[50_000];
        many[40_000] = bad;
        Refuses(Wav(Single(many), tag: 3, bits: 32), 44 + 160_000, word);
    }

    [Fact]
    public void Text_is_called_text_with_what_it_starts_with()
    {
        var error = Refuses(Ascii("Hello, I am a text file\nnamed .wav"), 0, "this is text, not audio");
        error.Message.ShouldContain("\"Hello, I am a text file");
        Refuses(Ascii("#EXTM3U\nfile:///etc/passwd"), 0, "text");
        Refuses("<html><body>Übergroß".Select(c => (byte)c).ToArray()[..10], 0, "text");
    }

    [Fact]
    public void Unknown_content_without_ffmpeg_says_what_to_install()
    {
        var error = Refuses([.. "#!AMR\n"u8, 0, 0], null, "2321414D520A");
        error.Message.ShouldContain("Install ffmpeg");
        error.Message.ShouldContain("apt install ffmpeg");
        Refuses(Wav(new byte[100], tag: 0x55), null, "WAVE format 0x0055").Message.ShouldContain("Install ffmpeg");
        Refuses(Aiff(new byte[100], kind: "ima4"), null, "AIFF-C 'ima4'").Message.ShouldContain("Install ffmpeg");
    }

    [Fact]
    public void Folders_and_missing_files_are_said_to_be_so()
    {
        using var file = new TemporaryFile([1]);
        Should.Throw<AudioFormatException>(() => AudioClip.Load(Path.GetDirectoryName(file.Path)!)).Message.ShouldContain("folder");
        Should.Throw<FileNotFoundException>(() => AudioClip.Load(file.Path + ".none")).Message.ShouldContain("clip.wav.none");
    }

    private static AudioFormatException Refuses(byte[] bytes, long? offset, string words)
    {
        var error = Should.Throw<AudioFormatException>(() => Load(bytes));
        error.Message.ShouldContain(words);
        error.Message.ShouldStartWith("clip: ");
        error.File.ShouldBe("clip");
        error.Offset.ShouldBe(offset);
        return error;
    }
}
