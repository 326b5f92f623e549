using System.Text.Json.Nodes;

namespace Undertone.Cli.Tests;

public sealed class CorpusCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-cli-corpus-").FullName;

    [Fact]
    public void A_synthetic_corpus_is_written_counted_checked_and_listed()
    {
        var corpus = Path.Combine(_folder, "out");
        var made = Cli.Run("synth-corpus", corpus, "--speakers", "2", "--json");
        made.Code.ShouldBe(0, made.Error);
        (made.Json["utterances"]!.GetValue<int>(), made.Json["speakers"]!.GetValue<int>()).ShouldBe((60, 2));

        var info = Cli.Run("corpus", "info", corpus, "--json").Json;
        info["corpora"]![0]!["byEmotion"]!.ToJsonString()
            .ShouldBe("""{"neutral":4,"calm":8,"happy":8,"sad":8,"angry":8,"fearful":8,"disgust":8,"surprised":8}""");
        info["corpora"]![0]!["bySpeaker"]!.ToJsonString().ShouldBe("""{"01":30,"02":30}""");
        (info["hours"]!.GetValue<double>() * 3600).ShouldBe(made.Json["durationSeconds"]!.GetValue<double>(), 1e-6);

        File.Copy(Path.Combine(corpus, "Actor_01", "03-01-01-01-01-01-01.wav"),
            Path.Combine(corpus, "Actor_01", "03-01-01-01-01-01-03.wav"));
        var check = Cli.Run("corpus", "check", corpus, "--json");
        check.Code.ShouldBe(0);
        var problem = check.Json["problems"]!.AsArray().ShouldHaveSingleItem()!;
        (problem["reason"]!.GetValue<string>(), Path.GetFileName(problem["file"]!.GetValue<string>()))
            .ShouldBe(("duplicate", "03-01-01-01-01-01-03.wav"));

        var listed = Path.Combine(_folder, "list.csv");
        File.WriteAllText(listed, Cli.Run("corpus", "list", corpus).Output);
        var again = Cli.Run("corpus", "list", listed, "--json").Json["utterances"]!.AsArray();
        again.Count.ShouldBe(60);
        again.ShouldAllBe(u => u!["terms"]!["commercialUse"]!.GetValue<bool>() == false);
        JsonNode.DeepEquals(again[0]!["emotion"], "neutral").ShouldBeTrue();
    }

    [Fact]
    public void Counts_are_drawn_as_bars()
    {
        var corpus = Path.Combine(_folder, "bars");
        Cli.Run("synth-corpus", corpus, "--speakers",
            "1").Output.ShouldBe($"{corpus}: 30 synthetic utterances, 1 synthetic voice, 1.1 minutes\n");
        Cli.Run("corpus", "info", corpus).Output.ShouldBe(
            $"""
            ravdess  {Path.Combine(corpus, "Actor_01")}
              30 utterances, 1 speaker

              neutral         2  ####################
              calm            4  ########################################
              happy           4  ########################################
              sad             4  ########################################
              angry           4  ########################################
              fearful         4  ########################################
              disgust         4  ########################################
              surprised       4  ########################################

              01             30  ########################################
              1.5 to 2.8 s long (median 2.2)
              -38.6 to -21.9 dB of full scale, root mean square (median -29.6)
              sex: male 30; language: en 30
              30 at 16000 Hz, sound up to 8.0 kHz
              terms: CC BY-NC-SA 4.0, no commercial use

            30 utterances, 1 speaker, 0.02 hours

            """.ReplaceLineEndings("\n"));
        Cli.Run("corpus", "check", corpus).Output.ShouldBe("no problems in 30 utterances\n");
    }

    [Fact]
    public void Votes_of_raters_are_counted_learnt_and_scored()
    {
        var (corpus, votes) = (Path.Combine(_folder, "voted"), Path.Combine(_folder, "votes.csv"));
        Cli.Run("synth-corpus", corpus, "--speakers", "4").Code.ShouldBe(0);
        var rows = from file in Directory.GetFiles(corpus, "*.wav", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                   let name = Path.GetFileNameWithoutExtension(file)
                   where name[7] is '4' or '5'
                   select $"{file},,{name[^2..]},{(name[7] == '4' ? "3,1" : "1,3")}";
        File.WriteAllLines(votes, rows.Prepend("path,emotion,speaker,votes_sad,votes_angry"));
        var info = Cli.Run("corpus", "info", votes);
        info.Code.ShouldBe(0, info.Error);
        // Of each 4 votes 3 agree: 6 of 12 pairs, against 64 of 127 by chance.
        info.Output.ShouldContain("  raters: 128 votes on 32 utterances, Krippendorff's alpha 0.008\n");

        var trained = Cli.Run(
            "train", "--data", votes, "--recipe", "mlp", "--set", "training.labels=votes", "--set", "training.epochs=2", "--folds", "2",
            "--runs", Path.Combine(_folder, "runs"), "--cache", Path.Combine(_folder, "cache"));
        trained.Code.ShouldBe(0, trained.Error);
        trained.Output.ShouldMatch(
            @"votes     accuracy against the majority 0\.[0-9]{3}   cross-entropy [0-9.]{5}   divergence [0-9.]{5}   \(32 utterances\)");
    }

    [Fact]
    public void Speakers_are_split_for_training_and_the_data_is_shown()
    {
        var (corpus, split) = (Path.Combine(_folder, "split"), Path.Combine(_folder, "split.csv"));
        Cli.Run("synth-corpus", corpus, "--speakers", "4").Code.ShouldBe(0);
        var outcome = Cli.Run("corpus", "split", corpus, "--shares", "50,50", "--seed", "3", "--output", split);
        outcome.Code.ShouldBe(0, outcome.Error);
        outcome.Error.ShouldContain("train: 60 utterances (50.0 %), 2 speakers: angry 8, ");
        Cli.Run("corpus", "split", corpus, "--shares", "50,50", "--seed", "3").Output.ShouldBe(File.ReadAllText(split));
        var trained = Cli.Run(
            "train", "--data", corpus, "--recipe", "knn", "--protocol", "split:" + split, "--no-refit", "--json",
            "--runs", Path.Combine(_folder, "runs"), "--cache", Path.Combine(_folder, "cache"));
        trained.Code.ShouldBe(0, trained.Error);
        trained.Error.ShouldNotContain("warning");
        ((int)trained.Json["evaluation"]!["utterances"]!, (bool)trained.Json["evaluation"]!["protocol"]!["speakerIndependent"]!)
            .ShouldBe((60, true));

        var (page, picture) = (Path.Combine(_folder, "r.html"), Path.Combine(_folder, "p.svg"));
        Cli.Run("corpus", "report", corpus, "--filter", "sex=female", "--output", page).Code.ShouldBe(0);
        File.ReadAllText(page).ShouldContain("60 utterances of 2 speakers");
        var info = Cli.Run("corpus", "info", corpus, "--map", "calm=neutral", "--plot", picture, "--json").Json;
        info["corpora"]![0]!["byEmotion"]!["neutral"]!.GetValue<int>().ShouldBe(4 * 6);
        File.ReadAllText(picture).ShouldContain("neutral: 24");
    }

    [Theory]
    [InlineData(2, "--shares", "corpus", "split", "/nowhere/at/all", "--shares", "70")]
    [InlineData(2, "the ending .pdf is not known here", "corpus", "report", "/nowhere/at/all", "--output", "x.pdf")]
    [InlineData(2, "the ending .jpg is not known here", "corpus", "info", "/nowhere/at/all", "--plot", "x.jpg")]
    [InlineData(2, "--seed needs --limit-per-speaker", "corpus", "info", "/nowhere/at/all", "--seed", "1")]
    [InlineData(3, "no such folder", "corpus", "info", "/nowhere/at/all")]
    [InlineData(2, "--speakers", "synth-corpus", "/nowhere/at/all", "--speakers", "0")]
    [InlineData(2, "--repetitions", "synth-corpus", "/nowhere/at/all", "--repetitions", "3")]
    [InlineData(2, "--threads", "corpus", "check", "/nowhere/at/all", "--threads", "0")]
    public void What_is_wrong_is_said_with_the_right_exit_code(int code, string message, params string[] args)
    {
        var outcome = Cli.Run(args);
        outcome.Code.ShouldBe(code);
        outcome.Error.ShouldContain(message);
        outcome.Error.ShouldNotContain(" at Undertone.");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
