using Undertone.Sound.Audio;

namespace Undertone.Sound.Tests.Audio.Flac;

/// <summary>Damaged FLAC, also with checksums that are right: nothing but <see cref="AudioFormatException"/>, never much memory.</summary>
public class MutatedFlacTests
{
    [Fact]
    public void Damaged_streams_raise_only_the_one_exception() => Mutate(1500, seed: 1);

    [SlowFact]
    public void Damaged_streams_raise_only_the_one_exception_in_a_long_run() => Mutate(20_000, seed: 2);

    private static void Mutate(int files, int seed)
    {
        var random = new Random(seed);
        Mutants.Read(files, random, _ => Stream(random), () => null, x => MathF.Abs(x) <= 1);
    }

    /// <summary>A stream of some frames, of which one is damaged and mended, or of which some byte is.</summary>
    private static byte[] Stream(Random random)
    {
        var bits = random.Next(4, 33);
        var (samples, frames) = FlacReadingTests.AnyFrames(random, bits, random.Next(11), random.Next(4) == 0);
        var isMended = random.Next(3) > 0;
        if (isMended)
        {
            var at = random.Next(frames.Length);
            var headerBytes = FlacHeaderBytes(frames[at]);
            // Mostly behind the header, where each bit means something.
            var first = random.Next(5) == 0 ? 2 : headerBytes;
            for (var changes = random.Next(1, 4); changes > 0; changes--)
                frames[at][random.Next(first, Math.Min(frames[at].Length, headerBytes + 30))] ^= (byte)(1 << random.Next(8));
            frames[at] = FlacBytes.Mended(frames[at], headerBytes);
        }

        var stream = FlacBytes.Stream(samples, bits, frames, claimed: random.Next(2) == 0 ? 0 : null, isSigned: random.Next(4) == 0);
        if (isMended) return stream;
        for (var changes = random.Next(1, 4); changes > 0; changes--)
            stream[random.Next(random.Next(2) == 0 ? stream.Length : 60)] = (byte)random.Next(256);
        return random.Next(4) == 0 ? stream[..random.Next(stream.Length)] : stream;
    }

    /// <summary>Of a frame as they are built here: with a block size of 16 bits behind its number.</summary>
    private static int FlacHeaderBytes(byte[] frame) => 8 + (frame[4] < 0x80 ? 0 : frame[4] < 0xE0 ? 1 : 2);
}
