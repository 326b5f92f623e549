using Undertone.Sound.Audio;
using Undertone.Sound.Effects;

namespace Undertone.Cli.Tests;

public sealed class RobustnessCommandTests(SyntheticCorpusFixture data) : IClassFixture<SyntheticCorpusFixture>
{
    [Fact]
    public void The_table_stands_below_the_scores_and_inside_the_json()
    {
        var noise = Directory.CreateDirectory(data.PathOf("noise")).FullName;
        WavWriter.Write(Path.Combine(noise, "hum.wav"), PinkNoise.Generate(20_000, 16_000, 1));
        string[] line =
        [
            "evaluate", "--model", data.Model, "--data", data.Corpus, "--cache", data.Cache, "--robustness", "--max-utterances", "2",
            "--noise", noise, "--seed", "4",
        ];
        var text = Cli.Run(line);
        text.Code.ShouldBe(0, text.Error);
        text.Output.ShouldStartWith("protocol: ");
        text.Output.ShouldContain("WARNING:");
        text.Output.ShouldContain(
            "\nrobustness: 2 utterances of 240, drawn evenly over emotions and speakers (seed 4); "
            + "noise: 1 recording of the folder noise\n");
        text.Output.ShouldContain("\ncondition ");
        text.Output.ShouldContain("\nnoise, 10 dB SNR ");
        text.Output.ShouldEndWith("kept: the same emotion as clean. An utterance without an answer counts as wrong in UAR.\n");

        var json = Cli.Run([.. line, "--json"]).Json;
        ((int)json["utterances"]!).ShouldBe(240);
        var robustness = json["robustness"]!;
        ((string)robustness["noise"]!).ShouldBe("1 recording of the folder noise");
        var conditions = robustness["conditions"]!.AsArray();
        conditions.Count.ShouldBe(22);
        ((string)conditions[2]!["name"]!).ShouldBe("noise-10db");
        ((int)conditions[2]!["utterances"]!).ShouldBe(2);
        ((double)conditions[0]!["kept"]!).ShouldBe(1);
    }

    [Theory]
    [InlineData("--robustness", "--noise", ".")]
    [InlineData("--robustness", "--max-utterances", "5")]
    [InlineData("--robustness or --limit-per-speaker", "--seed", "5")]
    public void Its_options_need_it(string needed, params string[] option)
    {
        var outcome = Cli.Run(["evaluate", "--data", data.Corpus, .. option]);
        outcome.Code.ShouldBe(2);
        outcome.Error.ShouldBe($"undertone: {option[0]} needs {needed}.\n");
    }

    [Fact]
    public void A_folder_of_noise_that_is_not_there_is_told_before_any_work()
    {
        var outcome = Cli.Run("evaluate", "--data", data.Corpus, "--robustness", "--noise", data.PathOf("nowhere"));
        outcome.Code.ShouldBe(2);
        outcome.Error.ShouldStartWith("undertone: --noise: there is no folder '");
        Cli.Run("evaluate", "--data", data.Corpus, "--robustness", "--max-utterances", "0").Code.ShouldBe(2);
    }
}
