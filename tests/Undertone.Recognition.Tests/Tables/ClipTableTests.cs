using System.IO.Compression;
using System.Text;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Corpora.Synthesis;
using Undertone.Recognition.Features;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Tables;
using Undertone.Sound.Audio;
using Undertone.Sound.Features;
using Undertone.Sound.Features.Engine;

namespace Undertone.Recognition.Tests.Tables;

public sealed class ClipTableTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-tables-").FullName;
    private readonly IReadOnlyList<Utterance> _utterances;

    public ClipTableTests()
    {
        SyntheticCorpus.Write(_folder, new SyntheticCorpusOptions { Speakers = 1 });
        _utterances = [.. CorpusCollection.Read([_folder]).Utterances.Take(6)];
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(null)]
    [InlineData(8000)]
    public void A_row_holds_what_pooling_each_feature_gives(int? rateHz)
    {
        var options = new ClipTableOptions
        {
            Features = [Spec("mfcc", ("n_mfcc", "13")), Spec("rms"), Spec("pyin")],
            Pool = ["mean", "p90", "std"],
            SampleRateHz = rateHz,
            Threads = 2,
        };
        var table = ClipTable.OfUtterances(_utterances, options);
        table.Columns.Count.ShouldBe(15 * 3);
        table.Columns.Take(2).ShouldBe(["mfcc_0_mean", "mfcc_1_mean"]);
        table.Columns.Skip(39).ShouldBe(["rms_mean", "rms_p90", "rms_std", "pyin_mean", "pyin_p90", "pyin_std"]);
        table.Identities.ShouldBe(["file", "emotion", "speaker", "corpus"]);
        for (var row = 0; row < _utterances.Count; row++)
        {
            var u = _utterances[row];
            table.Names[row].ShouldBe([u.Path, u.Emotion, u.Speaker, u.Corpus]);
            var clip = AudioClip.Load(u.Path, rateHz);
            foreach (var (spec, i) in options.Features.Select((s, i) => (s, i)))
            {
                var matrix = new FeatureExtractor([spec], clip.SampleRateHz).Extract(clip.Samples)[0];
                for (var band = 0; band < matrix.Bands; band++)
                {
                    var values = Enumerable.Range(0, matrix.Frames).Select(t => (double)matrix.Frame(t)[band])
                        .Where(v => !double.IsNaN(v)).ToArray();
                    var name = spec.Name + (matrix.Bands == 1 ? "" : $"_{band}");
                    var mean = values.Average();
                    Of(table, row, name + "_mean").ShouldBe(mean, 1e-5 * Math.Max(1, Math.Abs(mean)));
                    var std = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
                    Of(table, row, name + "_std").ShouldBe(std, 1e-5 * Math.Max(1, std));
                }
            }
        }
    }

    [Fact]
    public void The_embedding_is_what_a_models_last_dense_layer_sees()
    {
        var bundle = EmotionRecognizer.LoadBuiltInBundle();
        var table = ClipTable.OfUtterances(_utterances, new ClipTableOptions { Model = bundle });
        var model = ModelFactory.Restore(bundle);
        table.Columns.Count.ShouldBe(model.EmbeddingSize);
        table.Columns[^1].ShouldBe($"embedding_{model.EmbeddingSize - 1}");
        for (var i = 0; i < _utterances.Count; i++)
        {
            var input = new FeaturePipeline(bundle.Manifest.Recipe).Compute(AudioClip.Load(_utterances[i].Path));
            bundle.Manifest.Scaler.Transform(input);
            var expected = new float[model.EmbeddingSize];
            model.Predict([input], new float[bundle.Manifest.Labels.Count], expected);
            table.Values[i].ShouldBe(expected);
        }
    }

    [Fact]
    public void Files_are_written_as_NumPy_and_pandas_read_them_and_the_same_twice()
    {
        var table = ClipTable.OfUtterances(_utterances, new ClipTableOptions { Features = [Spec("rms"), Spec("mfcc")], Threads = 1 });
        var again = ClipTable.OfUtterances(_utterances, new ClipTableOptions { Features = [Spec("rms"), Spec("mfcc")], Threads = 3 });
        var bytes = Bytes(s => ClipTableFile.WriteNpz(s, table));
        bytes.ShouldBe(Bytes(s => ClipTableFile.WriteNpz(s, again)));

        using var zip = new ZipArchive(new MemoryStream(bytes));
        zip.Entries.Select(e => e.Name).ShouldBe(["features.npy", "columns.npy", "file.npy", "emotion.npy", "speaker.npy", "corpus.npy"]);
        var features = Array("features.npy");
        features.Shape.ShouldBe([_utterances.Count, 42]);
        features.Values.ShouldBe(table.Values.SelectMany(v => v).Select(v => (double)v));
        Texts("columns.npy").ShouldBe(table.Columns);
        Texts("emotion.npy").ShouldBe(_utterances.Select(u => u.Emotion));
        Texts("file.npy").ShouldBe(_utterances.Select(u => u.Path));

        File.WriteAllBytes(Path.Combine(_folder, "t.npy"), Bytes(s => ClipTableFile.WriteNpy(s, table)));
        NpyArray.Load(Path.Combine(_folder, "t.npy")).Values.ShouldBe(features.Values);

        using var text = new StringWriter { NewLine = "\n" };
        ClipTableFile.WriteCsv(text, table);
        var lines = text.ToString().TrimEnd('\n').Split('\n');
        lines[0].ShouldStartWith("file,emotion,speaker,corpus,rms_mean,rms_std,mfcc_0_mean,");
        lines.Skip(1).Select(l => l.Split(',')[4..].Select(float.Parse).ToArray()).ShouldBe(table.Values);

        NpyArray Array(string name)
        {
            zip.GetEntry(name)!.ExtractToFile(Path.Combine(_folder, name), overwrite: true);
            return NpyArray.Load(Path.Combine(_folder, name));
        }

        string[] Texts(string name)
        {
            using var stream = new MemoryStream();
            using (var entry = zip.GetEntry(name)!.Open()) entry.CopyTo(stream);
            var data = stream.ToArray();
            var start = 10 + BitConverter.ToUInt16(data, 8);
            var header = Encoding.ASCII.GetString(data, 10, start - 10);
            start.ShouldBe(start / 64 * 64);
            var width = int.Parse(header.Split("<U")[1].Split('\'')[0]) * 4;
            return [.. Enumerable.Range(0, (data.Length - start) / width)
                .Select(i => Encoding.UTF32.GetString(data, start + (i * width), width).TrimEnd('\0'))];
        }
    }

    [Fact]
    public void Parts_of_files_have_rows_of_their_own_and_bad_files_are_told()
    {
        var whole = _utterances[0];
        Utterance[] parts = [whole with { EndSeconds = 0.6 }, whole with { StartSeconds = 0.6 }, whole with { Path = "/nowhere/a.wav" }];
        var table = ClipTable.OfUtterances(parts, new ClipTableOptions { Features = [Spec("rms")], Pool = ["mean"] });
        table.Identities.ShouldBe(["file", "emotion", "speaker", "corpus", "start", "end"]);
        table.Names.Select(n => (n[4], n[5])).ShouldBe([("", "0.6"), ("0.6", "")]);
        table.Values[0][0].ShouldNotBe(table.Values[1][0]);
        table.Problems.ShouldHaveSingleItem().Message.ShouldStartWith("/nowhere/a.wav: there is no such file");
    }

    [Theory]
    [InlineData("median,mad", "'mad' is not one of")]
    [InlineData("mean,mean", "named twice")]
    [InlineData("", "no statistic")]
    public void Options_that_make_no_sense_are_refused(string pool, string message) => Should.Throw<ArgumentException>(
        () => ClipTable.OfUtterances([], new ClipTableOptions
        {
            Features = [Spec("rms")],
            Pool = pool.Split(',', StringSplitOptions.RemoveEmptyEntries),
        })).Message.ShouldContain(message);

    private static double Of(ClipTable table, int row, string column) => table.Values[row][table.Columns.ToList().IndexOf(column)];

    private static FeatureSpec Spec(string name, params (string Key, string Value)[] options) =>
        FeatureCatalog.Parse(name, options.ToDictionary(o => o.Key, o => o.Value));

    private static byte[] Bytes(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }
}
