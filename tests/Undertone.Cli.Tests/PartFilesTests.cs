using System.Buffers.Binary;
using Undertone.Cli.Tools;
using Undertone.Sound.Audio;

namespace Undertone.Cli.Tests;

public sealed class PartFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-parts-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Parts_are_cut_where_they_lie_however_the_blocks_fall_and_the_parts_overlap()
    {
        var samples = Enumerable.Range(0, 100_000).Select(i => (short)((i * 7919L) % 65536 - 32768) / 32768f).ToArray();
        var seconds = samples.Length / 16000.0;
        for (var run = 0; run < 20; run++)
        {
            var random = new Random(run);
            var parts = Enumerable.Range(0, 8).Select(_ => (Start: random.NextDouble() * seconds, Length: random.NextDouble()))
                .Select(p => (p.Start, p.Start + p.Length)).Append((1.0, 1.0)).Append((seconds + 1, seconds + 2)).ToArray();
            var folder = Directory.CreateDirectory(Path.Combine(_folder, $"{run}")).FullName;
            var found = new HashSet<int>();
            foreach (var (part, file) in PartFiles.Cut(folder, Blocks(samples, random), parts))
            {
                found.Add(part).ShouldBeTrue();
                var (start, end) = (Place(parts[part].Item1), Math.Min(samples.Length, Place(parts[part].Item2)));
                AudioClip.Load(file).Samples.ShouldBe(samples[start..end]);
                File.Delete(file);
            }

            found.ShouldBe(Enumerable.Range(0, 8), ignoreOrder: true);
            Directory.GetFiles(folder).ShouldBeEmpty();
        }

        static int Place(double seconds) => (int)Math.Round(seconds * 16000);
    }

    [Theory]
    [InlineData(16000)]
    [InlineData(8000)]
    [InlineData(44100)]
    public void A_track_is_the_mix_or_a_channel_at_16_kHz(int rateHz)
    {
        var random = new Random(rateHz);
        float[][] channels = [Sound(), Sound()];
        var file = Path.Combine(_folder, "stereo.wav");
        File.WriteAllBytes(file, Stereo(channels, rateHz));
        Track(null).ShouldBe(AudioClip.Load(file, 16000).Samples);
        for (var c = 0; c < 2; c++) Track(c + 1).ShouldBe(Resampler.Resample(channels[c], rateHz, 16000));

        float[] Track(int? channel) => [.. SpeechTrack.Of(file, channel).SelectMany(b => b.ToArray())];
        float[] Sound() => [.. Enumerable.Range(0, 30_000).Select(_ => (random.Next(65536) - 32768) / 32768f)];
    }

    private static IEnumerable<ReadOnlyMemory<float>> Blocks(float[] samples, Random random)
    {
        for (var at = 0; at < samples.Length;)
        {
            var count = Math.Min(samples.Length - at, random.Next(1, 9000));
            yield return samples.AsMemory(at, count);
            at += count;
        }
    }

    private static byte[] Stereo(float[][] channels, int rateHz)
    {
        using var wav = new MemoryStream();
        WavWriter.Write(wav, new AudioClip([.. channels[0].Zip(channels[1], (l, r) => new[] { l, r }).SelectMany(f => f)], rateHz));
        var bytes = wav.ToArray();
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(22), 2);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(28), rateHz * 4);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(32), 4);
        return bytes;
    }
}
