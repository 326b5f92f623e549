using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Undertone.Cli.Tests;

/// <summary>The line that ends a batch counts what its answers say.</summary>
public sealed class PredictSummaryTests(SyntheticCorpusFixture data) : IClassFixture<SyntheticCorpusFixture>
{
    [Fact]
    public void The_summary_counts_every_answer_once()
    {
        var bad = data.PathOf("no-audio.wav");
        File.WriteAllText(bad, "this is text");
        var outcome = Cli.Run("predict", Path.Combine(data.Corpus, "Actor_01"), bad, "--json");
        outcome.Code.ShouldBe(3);
        var results = outcome.Json["results"]!.AsArray();
        var line = outcome.Error.TrimEnd().Split('\n')[^1];
        line.ShouldStartWith($"{results.Count} files; ");
        CountOf(line, "failed").ShouldBe(1);
        CountOf(line, "uncertain").ShouldBe(results.Count(r => r!["uncertain"] is JsonValue u && (bool)u!));
        var emotions = results.Where(r => r!["emotion"] is not null).GroupBy(r => (string)r!["emotion"]!).ToArray();
        emotions.Length.ShouldBeGreaterThan(1);
        foreach (var emotion in emotions) CountOf(line, emotion.Key).ShouldBe(emotion.Count());
        emotions.Sum(e => e.Count()).ShouldBe(results.Count - 1);
    }

    [Fact]
    public void One_file_and_quiet_have_no_summary()
    {
        Cli.Run("predict", data.Clip).Error.ShouldNotContain("files");
        Cli.Run("predict", Path.Combine(data.Corpus, "Actor_01"), "--quiet").Error.ShouldBeEmpty();
    }

    private static int CountOf(string line, string word) =>
        Regex.Match(line, $@"\b{word} (\d+)") is { Success: true } match ? int.Parse(match.Groups[1].Value) : 0;
}
