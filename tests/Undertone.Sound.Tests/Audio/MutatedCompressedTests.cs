using Undertone.Sound.Audio;
using Undertone.Sound.Tests.Audio.Ogg;

namespace Undertone.Sound.Tests.Audio;

/// <summary>Damaged mp3, Vorbis and Opus, the pages of the latter also with checksums that are right: nothing but
/// <see cref="AudioFormatException"/>, never much memory.</summary>
public class MutatedCompressedTests
{
    [Fact]
    public void Damaged_streams_raise_only_the_one_exception() => Mutate(1500, seed: 1);

    [SlowFact]
    public void Damaged_streams_raise_only_the_one_exception_in_a_long_run() => Mutate(20_000, seed: 2);

    private static void Mutate(int files, int seed)
    {
        var random = new Random(seed);
        byte[][] seeds = [Chirp.Mp3, Chirp.Vorbis, OggReadingTests.Opus()];
        Mutants.Read(files, random, i => Damage(seeds[i % seeds.Length], random), () => null, float.IsFinite);
    }

    private static byte[] Damage(byte[] original, Random random)
    {
        var bytes = original.ToArray();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(random.Next(3) == 0 ? 300 : bytes.Length);
            bytes[at] = (byte)(random.Next(2) == 0 ? random.Next(256) : bytes[at] ^ 1 << random.Next(8));
        }

        if (original[0] == 'O' && random.Next(5) > 0) Mend(bytes, OggBytes.Pages(original));
        return random.Next(6) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }

    /// <summary>Makes the codec see the damage: the pages are as long as they were, and their checksums right.</summary>
    private static void Mend(byte[] bytes, List<(int At, int Length)> pages)
    {
        foreach (var (at, length) in pages) OggBytes.Mended(bytes[at..(at + length)]).CopyTo(bytes, at);
    }
}
