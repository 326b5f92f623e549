using Undertone.Sound.Audio;
using static Undertone.Sound.Tests.Audio.AudioBytes;

namespace Undertone.Sound.Tests.Audio;

/// <summary>Damaged files: nothing but <see cref="AudioFormatException"/>, never much memory, never a hang.</summary>
public class MutatedAudioTests
{
    [Fact]
    public void Damaged_files_raise_only_the_one_exception() => Mutate(1500, seed: 1);

    [SlowFact]
    public void Damaged_files_raise_only_the_one_exception_in_a_long_run() => Mutate(20_000, seed: 2);

    private static void Mutate(int files, int seed)
    {
        var random = new Random(seed);
        var seeds = Seeds(random);
        Mutants.Read(
            files, random, _ => Damage(seeds[random.Next(seeds.Length)], random),
            () => random.Next(3) switch { 0 => 16000, 1 => 22050, _ => null }, float.IsFinite);
    }

    private static byte[][] Seeds(Random random)
    {
        var data = new byte[600];
        random.NextBytes(data);
        var sizes = new byte[28];
        BitConverter.TryWriteBytes(sizes.AsSpan(8), 600L);
        var plain = Wav(data, dataSize: uint.MaxValue, magic: "RF64");
        return
        [
            Wav(data), Wav(data, channels: 2, beforeData: Chunk("LIST", new byte[15]), afterData: Chunk("id3 ", new byte[8])),
            Wav(data, bits: 8), Wav(data, bits: 24), Wav(data, bits: 32, channels: 6),
            Wav(Single([.. Enumerable.Range(0, 150).Select(i => MathF.Sin(i))]), tag: 3, bits: 32), Wav(new byte[600], tag: 3, bits: 64),
            Wav(data, tag: 6, bits: 8), Wav(data, tag: 7, bits: 8),
            Wav(data, dataSize: 0), Wav(data, dataSize: uint.MaxValue), Extensible(data, 1, 2, 16, 16),
            [.. plain[..12], .. Chunk("ds64", sizes), .. plain[12..]],
            Aiff(data), Aiff(data, bits: 24), Aiff(data, kind: "sowt", channels: 2), Aiff(new byte[600], kind: "fl32", bits: 32),
            Aiff(data, kind: "ulaw", bits: 8), Aiff(data, frames: 0),
            Aiff(data, beforeData: BigChunk("COMT", new byte[9])),
        ];
    }

    private static byte[] Damage(byte[] original, Random random)
    {
        uint[] interesting = [0, 1, 2, 7, 8, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0x7F000008, 0x7FFFFFFF, 0x80000000,
            0xB2D05E00, 0xFFFFFFF7, 0xFFFFFFFF];
        var bytes = original.ToList();
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            var at = random.Next(Math.Min(bytes.Count, random.Next(3) == 0 ? bytes.Count : 70) + 1);
            switch (random.Next(7))
            {
                case 0 when at < bytes.Count:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2 or 3 when at + 4 <= bytes.Count:
                    var word = BitConverter.GetBytes(interesting[random.Next(interesting.Length)]);
                    if (random.Next(2) == 0) Array.Reverse(word);
                    for (var i = 0; i < 4; i++) bytes[at + i] = word[i];
                    break;
                case 4:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at));
                    break;
                case 5:
                    bytes.InsertRange(at, Piece(bytes, random.Next(bytes.Count + 1), random.Next(1, 40)));
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }

            if (bytes.Count == 0) break;
        }

        return [.. bytes];
    }

    private static List<byte> Piece(List<byte> bytes, int start, int count) => bytes.GetRange(start, Math.Min(count, bytes.Count - start));
}
