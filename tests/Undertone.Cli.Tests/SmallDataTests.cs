using Undertone.Recognition.Corpora.Synthesis;

namespace Undertone.Cli.Tests;

/// <summary>Data that is too small, or not labelled as asked for, is told with a remedy.</summary>
public sealed class SmallDataTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-small-").FullName;

    public SmallDataTests() => SyntheticCorpus.Write(Path.Combine(_folder, "data"), new SyntheticCorpusOptions { Speakers = 2 });

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void One_speaker_gives_scores_without_an_interval()
    {
        var trained = Train(Manifest((_, emotion) => (emotion, "me")), "--protocol", "random:0.5");
        trained.Code.ShouldBe(0, trained.Error);
        trained.Output.ShouldContain("of 1 speaker,");
        trained.Output.Split('\n').Count(l => l.Contains("(no interval: one speaker)", StringComparison.Ordinal)).ShouldBe(2);
        var json = Train(Manifest((_, emotion) => (emotion, "me")), "--protocol", "random:0.5", "--json").Json;
        json["evaluation"]!["intervals"]!.ToJsonString().ShouldBe("""{"accuracy":null,"uar":null,"macroF1":null}""");
        var run = (string)json["run"]!;
        File.ReadAllText(Path.Combine(run, "report.html")).ShouldContain("One speaker gives no interval");
        Cli.Run("models", "show", run).Output.ShouldContain("- (one speaker)");
    }

    [Fact]
    public void Speakers_that_are_not_named_leave_open_whether_a_score_is_independent()
    {
        var unnamed = Manifest((_, emotion) => (emotion, ""));
        var trained = Train(unnamed, "--protocol", "random", "--json");
        trained.Code.ShouldBe(0, trained.Error);
        trained.Json["evaluation"]!["protocol"]!["speakerIndependent"].ShouldBeNull();
        trained.Error.ShouldContain("may be inflated");
        var evaluated = Cli.Run("evaluate", "--data", unnamed, "--cache", Path.Combine(_folder, "cache"), "--json");
        evaluated.Code.ShouldBe(0, evaluated.Error);
        evaluated.Json["protocol"]!["speakerIndependent"].ShouldBeNull();
        var named = Cli.Run(
            "evaluate", "--data", Manifest((speaker, emotion) => (emotion, speaker)), "--cache", Path.Combine(_folder, "cache"), "--json");
        ((bool)named.Json["protocol"]!["speakerIndependent"]!).ShouldBeTrue();
    }

    [Fact]
    public void One_emotion_and_a_misspelt_label_end_with_3_and_leave_no_run()
    {
        var one = Train(Manifest((_, _) => ("angry", "s")));
        one.Code.ShouldBe(3);
        one.Error.ShouldContain("at least two emotions");
        var misspelt = Train(Manifest((speaker, emotion) => (emotion, speaker)), "--labels", "angry,sad,hapy");
        misspelt.Code.ShouldBe(3);
        misspelt.Error.ShouldContain("did you mean 'happy'?");
        Directory.Exists(Path.Combine(_folder, "runs")).ShouldBeFalse();
    }

    private Cli.Outcome Train(string manifest, params string[] more) => Cli.Run(
    [
        "train", "--data", manifest, "--recipe", "knn", "--runs", Path.Combine(_folder, "runs"), "--cache", Path.Combine(_folder, "cache"),
        .. more,
    ]);

    private string Manifest(Func<string, string, (string Emotion, string Speaker)> row)
    {
        string[] words = ["", "neutral", "calm", "happy", "sad", "angry", "fearful", "disgust", "surprised"];
        var rows = Directory.GetFiles(Path.Combine(_folder, "data"), "*.wav", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file =>
        {
            var parts = Path.GetFileNameWithoutExtension(file).Split('-');
            var (emotion, speaker) = row(parts[6], words[int.Parse(parts[2])]);
            return $"{Path.GetRelativePath(_folder, file).Replace('\\', '/')},{emotion},{speaker}";
        });
        var path = Path.Combine(_folder, "manifest.csv");
        File.WriteAllLines(path, rows.Prepend("path,emotion,speaker"));
        return path;
    }
}
