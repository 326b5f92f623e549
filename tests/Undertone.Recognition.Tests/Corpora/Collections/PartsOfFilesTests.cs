using Undertone.Recognition.Corpora;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Files;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Tests.Corpora.Collections;

public sealed class PartsOfFilesTests
{
    private const string Header = "path,emotion,speaker,start,end\n";
    private static readonly short[] Call = [.. Enumerable.Range(0, 48000).Select(i => (short)(9000 * Math.Sin(i * (0.05 + (i / 1e6)))))];

    private static TemporaryCorpus Calls(string rows, [System.Runtime.CompilerServices.CallerMemberName] string test = "") =>
        new TemporaryCorpus(test).WithBytes("call.wav", TemporaryCorpus.Wav(Call)).WithText("manifest.csv", Header + rows);

    [Fact]
    public void Parts_of_one_file_are_utterances_of_their_own_with_their_own_samples()
    {
        using var corpus = Calls("call.wav,sad,a,2,\ncall.wav,angry,b,0,1\ncall.wav,happy,a,1,2\n");
        var read = corpus.Read();
        read.Problems.ShouldBeEmpty();
        read.Warnings.ShouldBeEmpty();
        read.Utterances.Select(u => (u.Emotion, u.StartSeconds, u.EndSeconds, u.DurationSeconds)).ShouldBe([
            ("angry", 0.0, (double?)1.0, 1.0), ("happy", 1.0, 2.0, 1.0), ("sad", 2.0, null, 1.0)]);
        read.Utterances.Select(u => u.AudioHash).Distinct().Count().ShouldBe(3);
        (read.MeasureHours() * 3600).ShouldBe(3, 1e-9);
        for (var i = 0; i < 3; i++)
        {
            var samples = UtteranceAudio.Load(read.Utterances[i]).Samples;
            samples.ShouldBe(Call[(16000 * i)..(16000 * (i + 1))].Select(s => s / 32768f));
        }
    }

    [Fact]
    public void A_part_has_the_hash_of_the_same_audio_in_a_file_of_its_own()
    {
        using var corpus = Calls("call.wav,sad,a,1,2\ncut.wav,sad,a,,\n").WithBytes("cut.wav", TemporaryCorpus.Wav(Call[16000..32000]));
        var read = corpus.Read();
        read.Utterances.ShouldHaveSingleItem().StartSeconds.ShouldBe(1);
        read.Problems.ShouldHaveSingleItem()
            .ShouldBe(new CorpusProblem(corpus["cut.wav"], ProblemReason.Duplicate, $"The same audio as {corpus["call.wav"]} (1-2 s)."));
    }

    [Theory]
    [InlineData("call.wav,sad,a,0,1\ncall.wav,sad,a,0.5,2\n", 1)]
    [InlineData("call.wav,sad,a,0,1\ncall.wav,sad,a,,\n", 1)]
    [InlineData("call.wav,sad,a,0,3\ncall.wav,sad,a,1,2\ncall.wav,sad,a,2,3\n", 2)]
    [InlineData("call.wav,sad,a,0,1\ncall.wav,sad,a,1,2\ncall.wav,sad,a,2,3\n", 0)]
    public void Parts_that_overlap_are_told(string rows, int overlaps)
    {
        using var corpus = Calls(rows);
        var warnings = corpus.Read().Warnings;
        warnings.Count.ShouldBe(overlaps == 0 ? 0 : 1);
        if (overlaps > 0) warnings[0].ShouldContain($"{overlaps} part");
    }

    [Theory]
    [InlineData("call.wav,sad,a,3,4\n", ProblemReason.Empty, "ends at 3.000 s")]
    [InlineData("call.wav,sad,a,2,9\n", ProblemReason.Unreadable, "ends at 3.000 s")]
    [InlineData("call.wav,sad,a,2,3.02\n", null, "")]
    [InlineData("call.wav,sad,a,0,1e-6\n", ProblemReason.Empty, "Line 2 of")]
    public void A_part_that_the_file_does_not_have_is_a_problem_that_names_the_line(string row, ProblemReason? reason, string detail)
    {
        using var corpus = Calls(row);
        var read = corpus.Read();
        if (reason is null) read.Problems.ShouldBeEmpty();
        else read.Problems.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(p => p.Reason.ShouldBe(reason.Value), p => p.Detail.ShouldContain(detail),
            p => p.Detail.ShouldContain("Line 2 of"));
        read.Utterances.Count.ShouldBe(reason is null ? 1 : 0);
    }

    [Fact]
    public void Features_and_their_cache_are_those_of_the_part()
    {
        using var corpus = Calls("call.wav,sad,a,1,2\ncall.wav,sad,a,0,1\ncall.wav,sad,a,,\n");
        var recipe = Recipe.Load("logistic-regression");
        var cache = new FeatureCache(corpus["cache"]);
        var parts = corpus.Read().Utterances;
        float[][] Features(IReadOnlyList<Utterance> utterances) =>
            new FeatureTable(cache, new AudioBytes(), 2).Compute(utterances, recipe, null, null, CancellationToken.None);
        var first = Features(parts);
        cache.Size().Files.ShouldBe(3);
        Features(parts).ShouldBe(first);
        for (var i = 0; i < parts.Count; i++)
        {
            var (start, end) = UtteranceAudio.Samples(parts[i], 16000);
            corpus.WithBytes("other/cut.wav", TemporaryCorpus.Wav(Call[(int)start..(int)Math.Min(end, Call.Length)]));
            var cut = new Utterance { Path = corpus["other/cut.wav"], RelativePath = "", Emotion = "", Speaker = "", Corpus = "" };
            Features([cut])[0].ShouldBe(first[i]);
        }
    }

    [Fact]
    public void Predictions_name_the_part_and_are_read_back_for_it_alone()
    {
        using var corpus = Calls("call.wav,sad,a,0,1.5\ncall.wav,angry,b,1.5,\n");
        var utterances = corpus.Read().Utterances;
        var labels = new LabelSet(["angry", "sad"]);
        var tested = utterances.Select((u, i) => new TestedUtterance(u, 1, labels.IndexOf(u.Emotion), [0.1f + (i / 3f), 0.9f - (i / 3f)]))
            .ToArray();
        PredictionsCsv.Save(corpus["p.csv"], labels, tested);
        File.ReadLines(corpus["p.csv"]).First().ShouldBe("file,start,end,corpus,speaker,fold,truth,predicted,confidence,angry,sad");
        File.ReadLines(corpus["p.csv"]).Skip(1).Select(l => string.Join(',', l.Split(',')[..3]))
            .ShouldBe(["call.wav,0,1.5", "call.wav,1.5,"]);
        var back = PredictionsCsv.TryLoad(corpus["p.csv"], labels, [], 1, utterances).ShouldNotBeNull();
        back.Select(t => (t.Utterance, t.Truth, t.Predicted)).ShouldBe(tested.Select(t => (t.Utterance, t.Truth, t.Predicted)));
        back.SelectMany(t => t.Probabilities).ShouldBe(tested.SelectMany(t => t.Probabilities));
        PredictionsCsv.TryLoad(corpus["p.csv"], labels, [], 1, [.. utterances.Select(u => u with { EndSeconds = 1.25 })]).ShouldBeNull();
        PredictionsCsv.TryLoad(
            corpus["p.csv"], labels, [], 1, [.. utterances.Select(u => u with { StartSeconds = null, EndSeconds = null })])
            .ShouldBeNull();
    }

    [FfmpegFact]
    public void Parts_of_compressed_files_are_told_apart_without_decoding()
    {
        using var corpus = Calls("call.flac,sad,a,0,1\ncall.flac,sad,a,1,2\n");
        using var ffmpeg = System.Diagnostics.Process.Start("ffmpeg", ["-v", "error", "-i", corpus["call.wav"], corpus["call.flac"]]);
        ffmpeg.WaitForExit();
        File.Delete(corpus["call.wav"]);
        var read = corpus.Read();
        read.Problems.ShouldBeEmpty();
        read.Utterances.Select(u => u.DurationSeconds).ShouldBe([1.0, 1.0]);
        UtteranceAudio.Load(read.Utterances[1]).Samples.ShouldBe(Call[16000..32000].Select(s => s / 32768f));
    }

    [UnixFact]
    public void Whatever_goes_wrong_in_a_file_is_that_file_s_problem()
    {
        using var corpus = new TemporaryCorpus().With("03-01-01-01-01-01-01.wav").WithText("manifest.csv",
            "path,emotion,speaker\n03-01-01-01-01-01-01.wav,sad,a\npipe.wav,sad,a\nsub,sad,a\n/dev/zero,sad,a\n");
        Directory.CreateDirectory(corpus["sub"]);
        using (var make = System.Diagnostics.Process.Start("mkfifo", [corpus["pipe.wav"]])) make.WaitForExit();
        var read = corpus.Read(new CorpusReadOptions { CheckEveryFile = true });
        read.Utterances.Count.ShouldBe(1);
        read.Problems.Select(p => (p.File, p.Reason)).ShouldBe([
            ("/dev/zero", ProblemReason.Unreadable), (corpus["pipe.wav"], ProblemReason.Unreadable),
                (corpus["sub"], ProblemReason.Unreadable)]);
        read.Problems.Select(p => p.Detail.Split(',', '.')[0]).ShouldBe(["This is a device", "This is a named pipe", "This is a folder"]);
    }
}
