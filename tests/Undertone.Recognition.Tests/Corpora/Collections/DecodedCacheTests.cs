using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Files;
using Undertone.Recognition.Tests.Files;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Tests.Corpora.Collections;

/// <summary>What decoding told of compressed files is kept, and what is read back says the same.</summary>
public sealed class DecodedCacheTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-decoded-").FullName;
    private readonly FeatureCache _cache;
    private readonly TemporaryCorpus _corpus = new("decoded");

    public DecodedCacheTests()
    {
        _cache = new FeatureCache(_folder);
        var speech = Enumerable.Range(0, 32000).Select(i => (short)(9000 * Math.Sin(i * 0.07) * Math.Sin(i * 0.0011))).ToArray();
        Add("angry/plain.flac", speech);
        Add("angry/loud.flac", [.. speech.Select(s => (short)Math.Clamp(s * 8, short.MinValue, short.MaxValue))]);
        Add("sad/silent.flac", new short[16000]);
        Add("sad/lossy.mp3", [.. speech.Select(s => (short)(s / 2))]);
        Add("sad/cancelling.flac", speech, "-af pan=stereo|c0=c0|c1=-0.5*c0");
        Add("fearful/copy.mka", speech, "-c:a flac");
        if (!Testing.Tier.HasCommand("ffmpeg")) return;
        _corpus.WithBytes("fearful/cut.flac", File.ReadAllBytes(_corpus["angry/plain.flac"])[..3000]);
        _corpus.WithText("calls.csv", "path,emotion,speaker,start,end\nangry/plain.flac,happy,a,0.5,1.5\nangry/plain.flac,sad,a,1.5,9\n");
    }

    public void Dispose()
    {
        _corpus.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [FfmpegFact]
    public void Reading_tells_the_same_without_a_cache_with_an_empty_one_and_with_a_full_one()
    {
        foreach (var data in new[] { _corpus.Root, _corpus["calls.csv"] })
        {
            var without = Text(Read(data, cached: false));
            Text(Read(data)).ShouldBe(without);
            Text(Read(data)).ShouldBe(without);
        }

        var files = Directory.GetFiles(_folder, "*", SearchOption.AllDirectories);
        files.Length.ShouldBe(6 + 2, "all files but the cut one, and two parts");
        files.ShouldAllBe(f => f.StartsWith(Path.Combine(_folder, "audio"), StringComparison.Ordinal) && f.EndsWith(".audio"));
        _cache.Size().ShouldBe((files.Length, files.Sum(f => new FileInfo(f).Length)));
        _cache.Clear();
        _cache.Size().ShouldBe((0, 0));
        Directory.Exists(Path.Combine(_folder, "audio")).ShouldBeFalse();
    }

    [FfmpegFact]
    public void What_is_kept_is_believed_as_long_as_it_is_whole()
    {
        var data = _corpus["calls.csv"];
        _corpus.WithText("calls.csv", "path,emotion,speaker\nangry/plain.flac,happy,a\n");
        var hash = Read(data).Utterances.ShouldHaveSingleItem().AudioHash;
        var file = Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).ShouldHaveSingleItem();
        var bytes = File.ReadAllBytes(file);

        // That the file is not decoded again shows in what is told where something else is kept for it.
        var other = bytes[16..];
        other[0] ^= 1;
        ContentCache.Write(file, BitConverter.ToUInt32(bytes), other);
        Read(data).Utterances.ShouldHaveSingleItem().AudioHash.ShouldNotBe(hash);

        foreach (var at in new[] { 0, 8, 15, 16, 40, bytes.Length - 1 })
        {
            var damaged = (byte[])bytes.Clone();
            damaged[at] ^= 0x40;
            File.WriteAllBytes(file, damaged);
            Read(data).Utterances.ShouldHaveSingleItem().AudioHash.ShouldBe(hash, $"byte {at}");
            File.ReadAllBytes(file).ShouldBe(bytes);
            File.WriteAllBytes(file, bytes[..at]);
            Read(data).Utterances.ShouldHaveSingleItem().AudioHash.ShouldBe(hash, $"cut at {at}");
            File.ReadAllBytes(file).ShouldBe(bytes);
        }
    }

    [FfmpegFact]
    public void A_cache_that_cannot_be_written_costs_time_only()
    {
        File.WriteAllText(Path.Combine(_folder, "audio"), "a file where the folder would be");
        Text(Read(_corpus.Root)).ShouldBe(Text(Read(_corpus.Root, cached: false)));
    }

    private CorpusCollection Read(string data, bool cached = true) => CorpusCollection.Read(
        [data], new CorpusReadOptions { CheckEveryFile = true, Cache = cached ? _cache.Audio : null });

    private static string Text(CorpusCollection read) =>
        string.Join<object>('\n', [.. read.Utterances, .. read.Problems, .. read.Warnings, .. read.Notes]);

    private void Add(string file, short[] samples, string options = "")
    {
        if (!Testing.Tier.HasCommand("ffmpeg")) return;
        _corpus.WithBytes("../source.wav", TemporaryCorpus.Wav(samples));
        Directory.CreateDirectory(Path.GetDirectoryName(_corpus[file])!);
        FfmpegCommand.Convert(_corpus["../source.wav"], _corpus[file], options);
    }
}
