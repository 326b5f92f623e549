using Parquet;
using Parquet.Schema;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Tests.Corpora;

namespace Undertone.Parquet.Tests;

/// <summary>Data sets in Parquet: files that DuckDB wrote (tests/Golden/parquet), and files that Parquet.Net writes here.</summary>
public sealed class ParquetDataTests
{
    private const string Classes = """{"info": {"features": {"label": {"names": ["angry", "sad"], "_type": "ClassLabel"}}}}""";

    public ParquetDataTests() => ParquetData.Register();

    [Theory]
    [InlineData("snappy.parquet")]
    [InlineData("zstd.parquet")]
    public void A_file_of_another_writer_is_read_with_its_nulls(string golden)
    {
        using var corpus = new TemporaryCorpus().WithText("cache/none", "").WithBytes(
            "set/data/validation-00000-of-00001.parquet", File.ReadAllBytes(Path.Combine(Repository.Golden, "parquet", golden)));
        var read = Read(corpus);
        const string Shard = "data/validation-00000-of-00001.parquet/";
        read.Utterances.Select(u => (u.RelativePath, u.Emotion, u.Speaker, u.Sex, u.Partition)).ShouldBe(
        [
            (Shard + "000001-a1.wav", "happy", "s1", "female", "validation"),
            (Shard + "000002-a2.wav", "sad", "unknown", "male", "validation"),
            (Shard + "000005.wav", "sad", "s1", "female", "validation"),
            (Shard + "000006-a6.wav", "angry", "s2", "male", "validation"),
            (Shard + "000007-a7.wav", "happy", "s3", "female", "validation"),
        ]);
        short[] numbers = [1, 2, 5, 6, 7];
        read.Utterances.Select(u => Convert.ToHexString(File.ReadAllBytes(u.Path)))
            .ShouldBe(numbers.Select(i => Convert.ToHexString(TemporaryCorpus.Wav([i, (short)-i, 1000, -1000, 500]))));
        read.Problems.ShouldHaveSingleItem().File.ShouldBe(corpus["set/a4.wav"]);
        read.Warnings.ShouldContain("set: 1 row left out (no audio).");
        read.Warnings.ShouldContain("set: 1 row left out (no emotion).");
    }

    [Fact]
    public async Task Shards_and_row_groups_are_read_in_order_and_written_out_once()
    {
        using var corpus = new TemporaryCorpus();
        for (var shard = 0; shard < 2; shard++)
            await WriteAsync(corpus[$"set/data/train-0000{shard}-of-00002.parquet"], Classes, groups: 3, rows: 2, first: 100 * shard);
        await WriteAsync(corpus["set/data/test-00000-of-00001.parquet"], Classes, groups: 1, rows: 1, first: 500);
        var read = Read(corpus);
        read.Utterances.Count.ShouldBe(13);
        read.Utterances.Count(u => u.Partition == "train").ShouldBe(12);
        read.Utterances.Where(u => u.Partition == "test").ShouldHaveSingleItem().Emotion.ShouldBe("angry");
        read.Utterances.Select(u => u.Speaker).Distinct().Order().ShouldBe(["0", "1", "2"]);
        read.Corpora.ShouldHaveSingleItem().Name.ShouldBe("set");
        var written = read.Utterances[0].Path;
        File.WriteAllBytes(written, TemporaryCorpus.Wav([9, 9, 900, 9]));
        Read(corpus).Utterances[0].Path.ShouldBe(written);
        File.ReadAllBytes(written).ShouldBe(TemporaryCorpus.Wav([9, 9, 900, 9]));
        Directory.GetDirectories(corpus["cache"]).ShouldAllBe(d => !d.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Classes_without_names_are_refused_with_the_remedy_and_README_names_them()
    {
        using var corpus = new TemporaryCorpus();
        await WriteAsync(corpus["set/data/train-00000-of-00001.parquet"], null, groups: 1, rows: 2, first: 0);
        Should.Throw<CorpusException>(() => Read(corpus)).Message.ShouldContain("README.md");
        corpus.WithText("set/README.md",
            "---\ndataset_info:\n  features:\n  - name: label\n    dtype: {class_label: {names: {'0': bored, '1': calm}}}\n---\n");
        Read(corpus).Utterances.Select(u => u.Emotion).ShouldBe(["bored", "calm"]);
    }

    [Fact]
    public async Task Audformat_tables_have_times_in_nanoseconds()
    {
        var (file, emotion) = (new DataField<string>("file"), new DataField<string>("emotion"));
        var (start, end) = (new DataField<long?>("start"), new DataField<long?>("end"));
        using var corpus = new TemporaryCorpus().With("set/a.wav")
            .WithText("set/db.yaml", "tables: {all: {type: segmented, columns: {emotion: {}}}}");
        await using (var stream = File.Create(corpus["set/db.all.parquet"]))
        await using (var writer = await ParquetWriter.CreateAsync(new ParquetSchema(file, start, end, emotion), stream))
        {
            using var rows = writer.CreateRowGroup();
            await rows.WriteAsync(file, new[] { "a.wav", "a.wav" });
            await rows.WriteAsync<long>(start, new long?[] { 0, 187_500 });
            await rows.WriteAsync<long>(end, new long?[] { 187_500, null });
            await rows.WriteAsync(emotion, new[] { "sad", "happiness" });
        }

        Read(corpus).Utterances.Select(u => (u.StartSeconds, u.EndSeconds, u.Emotion)).ShouldBe(
            [(0, 0.0001875, "sad"), (0.0001875, null, "happy")]);
    }

    [Fact]
    public async Task A_file_without_audio_inside_is_refused()
    {
        var field = new DataField<string>("label");
        using var corpus = new TemporaryCorpus().WithText("set/data/README.md", "");
        await using (var stream = File.Create(corpus["set/data/train.parquet"]))
        await using (var writer = await ParquetWriter.CreateAsync(new ParquetSchema(field), stream))
        {
            using var rows = writer.CreateRowGroup();
            await rows.WriteAsync(field, new[] { "sad" });
        }

        Should.Throw<CorpusException>(() => Read(corpus)).Message.ShouldContain("no column holds audio");
    }

    [Fact]
    public void A_damaged_file_is_read_or_refused()
    {
        var bytes = File.ReadAllBytes(Path.Combine(Repository.Golden, "parquet", "snappy.parquet"));
        var random = new Random(1);
        using var corpus = new TemporaryCorpus();
        for (var i = 0; i < 200; i++)
        {
            var damaged = i % 4 == 0 ? bytes[..random.Next(bytes.Length)] : [.. bytes];
            for (var change = 0; change < 2 && damaged.Length > 0; change++)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            corpus.WithBytes("set/data/train-00000-of-00001.parquet", damaged);
            try
            {
                Read(corpus);
            }
            catch (CorpusException e)
            {
                e.Message.ShouldNotBeEmpty();
            }
        }
    }

    private static CorpusCollection Read(TemporaryCorpus corpus) =>
        CorpusCollection.Read([corpus["set"]], new CorpusReadOptions { Extracted = corpus["cache"] });

    private static async Task WriteAsync(string file, string? metadata, int groups, int rows, int first)
    {
        var (bytes, path) = (new DataField<byte[]>("bytes"), new DataField<string>("path"));
        var (label, speaker) = (new DataField<long>("label"), new DataField<int>("speaker"));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await using var stream = File.Create(file);
        await using var writer = await ParquetWriter.CreateAsync(
            new ParquetSchema(new StructField("audio", bytes, path), label, speaker), stream);
        if (metadata is not null) writer.CustomMetadata = new Dictionary<string, string> { ["huggingface"] = metadata };
        for (var group = 0; group < groups; group++)
        {
            var numbers = Enumerable.Range(0, rows).Select(i => first + (rows * group) + i + 1).ToArray();
            using var part = writer.CreateRowGroup();
            await part.WriteAsync(bytes, numbers.Select(n => TemporaryCorpus.Wav([(short)n, (short)-n, 1000, -1000, 500])).ToArray());
            await part.WriteAsync(path, numbers.Select(n => $"folder/{n}.wav").ToArray());
            await part.WriteAsync<long>(label, Enumerable.Range(0, rows).Select(i => (long)(i % 2)).ToArray());
            await part.WriteAsync<int>(speaker, Enumerable.Repeat(group, rows).ToArray());
        }
    }
}
