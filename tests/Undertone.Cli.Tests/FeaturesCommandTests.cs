using System.Globalization;

namespace Undertone.Cli.Tests;

public sealed class FeaturesCommandTests(SyntheticCorpusFixture data) : IClassFixture<SyntheticCorpusFixture>
{
    [Fact]
    public void A_corpus_becomes_one_table()
    {
        var target = data.PathOf("corpus.csv");
        var outcome = Cli.Run(
            "features", "--data", data.Corpus, "--feature", "rms,mfcc", "--set", "n_mfcc=3", "--pool", "mean", "--output", target,
            "--filter", "emotion=angry,sad", "--map", "sad=low", "--limit-per-speaker", "2", "--seed", "4");
        outcome.Code.ShouldBe(0, outcome.Error);
        outcome.Error.ShouldContain($"{target}: 16 clips, 4 columns");
        var rows = File.ReadAllLines(target).Select(l => l.Split(',')).ToArray();
        rows[0].ShouldBe(["file", "emotion", "speaker", "corpus", "rms_mean", "mfcc_0_mean", "mfcc_1_mean", "mfcc_2_mean"]);
        rows.Skip(1).CountBy(r => (r[2], r[1])).ShouldAllBe(c => c.Value == 1);
        rows.Skip(1).Select(r => r[1]).Distinct().Order().ShouldBe(["angry", "low"]);
    }

    [Fact]
    public void Several_features_of_one_file_are_arrays_of_one_archive_or_columns_of_one_table()
    {
        var archive = data.PathOf("two.npz");
        Cli.Run("features", data.Clip, "--feature", "rms", "mfcc", "--output", archive).Code.ShouldBe(0);
        using var zip = System.IO.Compression.ZipFile.OpenRead(archive);
        zip.Entries.Select(e => e.Name).ShouldBe(["rms.npy", "mfcc.npy"]);

        var text = Cli.Run("features", data.Clip, "--feature", "rms,mfcc", "--output", "-");
        text.Code.ShouldBe(0, text.Error);
        var lines = text.Output.TrimEnd('\n').Split('\n');
        lines[0].ShouldStartWith("frame,rms,mfcc_0,mfcc_1,");
        var single = data.PathOf("rms.npy");
        Cli.Run("features", data.Clip, "--feature", "rms", "--output", single).Code.ShouldBe(0);
        lines.Skip(1).Select(l => double.Parse(l.Split(',')[1], CultureInfo.InvariantCulture)).ShouldBe(
            NpyArray.Load(single).Values, 1e-6);
    }

    [Fact]
    public void The_sample_rate_is_that_of_sr()
    {
        var (a, b, native) = (data.PathOf("a.npy"), data.PathOf("b.npy"), data.PathOf("c.npy"));
        Cli.Run("features", data.Clip, "--feature", "mfcc", "--sample-rate", "22050", "--output", a).Code.ShouldBe(0);
        Cli.Run("features", data.Clip, "--feature", "mfcc", "--set", "sr=22050", "--output", b).Code.ShouldBe(0);
        Cli.Run("features", data.Clip, "--feature", "mfcc", "--sample-rate", "native", "--output", native).Code.ShouldBe(0);
        File.ReadAllBytes(a).ShouldBe(File.ReadAllBytes(b));
        File.ReadAllBytes(a).ShouldNotBe(File.ReadAllBytes(native));
    }

    [Fact]
    public void Embeddings_of_files_stand_in_rows_and_a_bad_file_is_told()
    {
        var bad = data.PathOf("bad.wav");
        File.WriteAllText(bad, "no audio");
        var outcome = Cli.Run(
            "features", data.Clip, bad, data.Clip, "--embedding", data.Model, "--feature", "rms", "--output", "-");
        outcome.Code.ShouldBe(3);
        outcome.Error.ShouldContain($"undertone: {bad}: ");
        var rows = outcome.Output.TrimEnd('\n').Split('\n').Select(l => l.Split(',')).ToArray();
        rows.Length.ShouldBe(3);
        rows[0][..4].ShouldBe(["file", "rms_mean", "rms_std", "embedding_0"]);
        rows[1].ShouldBe(rows[2]);
    }

    [Theory]
    [InlineData("{clip} --feature rms --output out.xyz", "the ending .xyz is not known here; this writes .npy, .npz, .csv")]
    [InlineData("--data {corpus} --feature rms --output out.parquet", "Parquet is not written here")]
    [InlineData("{clip} --feature rms,mfcc --output out.npy", "one array")]
    [InlineData("{clip} --feature rms,rms --output out.npz", "twice")]
    [InlineData("{clip} --feature rms,mfcc --set nope=1 --output out.npz", "none of rms, mfcc has this option")]
    [InlineData("{clip} --feature rms --set sr=8000 --sample-rate 8000 --output out.npy", "give one")]
    [InlineData("{clip} --feature rms --sample-rate fast --output out.npy", "--sample-rate fast: expected 'native'")]
    [InlineData("{clip} --output out.npy", "features needs --feature NAME or --embedding MODEL")]
    [InlineData("--feature rms --output out.npy", "either audio files or --data")]
    [InlineData("{clip} --data {corpus} --feature rms --output out.npy", "either audio files or --data")]
    [InlineData("{clip} --feature rms --filter sex=male --output out.npy", "--filter is for --data")]
    [InlineData("{clip} --feature rms --pool mad --output out.npy", "'mad' is not one of")]
    [InlineData("--data {corpus} --feature rms --filter sx=male --output out.csv", "--filter: 'sx=male'")]
    [InlineData("--data {corpus} --feature rms --map calm --output out.csv", "--map: 'calm' is not FROM=TO")]
    [InlineData("{clip} --feature rms --embedding no-such-model --output out.csv", "no-such-model: neither a model")]
    public void What_cannot_be_is_refused_before_any_work(string line, string message)
    {
        var args = line.Split(' ').Select(w => w switch { "{clip}" => data.Clip, "{corpus}" => data.Corpus, _ => w });
        var outcome = Cli.Run(["features", .. args.Select(a => a.StartsWith("out.", StringComparison.Ordinal) ? data.PathOf(a) : a)]);
        outcome.Code.ShouldBeOneOf(2, 3);
        outcome.Error.ShouldContain(message);
        Directory.GetFiles(data.Folder, "out.*").ShouldBeEmpty();
    }

    [Fact]
    public void A_run_on_a_selection_remembers_it_and_says_so()
    {
        string[] selection = ["--filter", "emotion!=surprised", "--map", "calm=neutral", "--limit-per-speaker", "9"];
        var run = (string)data.Train(["--recipe", "mlp", "--set", "training.epochs=2", "--no-refit", .. selection]).Json["run"]!;
        var evaluation = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(Path.Combine(run, "evaluation.json")))!;
        ((int)evaluation["utterances"]!).ShouldBe(8 * 9);
        evaluation["labels"]!.AsArray().Select(l => (string)l!).ShouldBe(["neutral", "happy", "sad", "angry", "fearful", "disgust"]);
        ((string)evaluation["protocol"]!["selection"]!).ShouldBe("emotion!=surprised, calm counted as neutral, at most 9 of each speaker");
        File.ReadAllText(Path.Combine(run, "report.html")).ShouldContain("of the data: emotion!=surprised, calm counted as neutral");

        var before = Directory.GetFiles(run, "*", SearchOption.AllDirectories).Order().Select(f => (f, File.ReadAllText(f))).ToArray();
        File.Delete(Path.Combine(run, "evaluation.json"));
        Directory.Delete(Path.Combine(run, "folds", "2"), recursive: true);
        Cli.Run("train", "--resume", run, "--cache", data.Cache).Code.ShouldBe(0);
        Directory.GetFiles(run, "*", SearchOption.AllDirectories).Order().Select(f => (f, File.ReadAllText(f))).ShouldBe(before);
    }
}
