using System.Text.RegularExpressions;

namespace Undertone.Cli.Tests.House;

/// <summary>The pages of docs/decisions have one form, and the index lists each with its title and status.</summary>
public sealed class DecisionTests
{
    public static TheoryData<string> Pages() =>
        [.. Directory.GetFiles(Repository.Of("docs", "decisions"), "*.md")
            .Select(f => Path.GetFileName(f)!).Where(f => f != "README.md").Order()];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_has_number_title_status_and_three_sections_and_stands_in_the_index(string page)
    {
        var text = File.ReadAllText(Repository.Of("docs", "decisions", page)).ReplaceLineEndings("\n");
        var head = Regex.Match(text, @"\A# (?<number>\d{4})\. (?<title>.+)\n\nStatus: (?<status>(accepted|superseded).*)\n");
        head.Success.ShouldBeTrue(
            "a page begins with '# NNNN. Title', an empty line and 'Status: accepted' or 'Status: superseded by NNNN'");
        page.ShouldStartWith(head.Groups["number"].Value + "-");
        Regex.Matches(text, "^## (.+)$", RegexOptions.Multiline).Select(m => m.Groups[1].Value)
            .ShouldBe(["Context", "Choice", "Consequence"]);
        File.ReadAllText(Repository.Of("docs", "decisions", "README.md"))
            .ShouldContain($"| {head.Groups["number"]} | [{head.Groups["title"]}]({page}) | {head.Groups["status"]} |");
    }
}
