using System.Text.RegularExpressions;

namespace Undertone.Cli.Tests.Pages;

/// <summary>The pages of the guide are found, and their links lead somewhere.</summary>
public sealed partial class GuidePageTests
{
    private static readonly string Toc = File.ReadAllText(Repository.Of("docs", "guide", "toc.yml"));

    public static TheoryData<string> Guide() =>
        [.. Directory.GetFiles(Repository.Of("docs", "guide"), "*.md").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Linking() =>
    [
        "README.md", "CONTRIBUTING.md", "samples/README.md", "docs/results.md", "docs/experiments.md", "docs/architecture.md",
        "docs/site/index.md",
        .. Directory.GetFiles(Repository.Of("docs", "guide"), "*.md").Select(f => $"docs/guide/{Path.GetFileName(f)}"),
        .. Directory.GetFiles(Repository.Of("docs", "decisions"), "*.md").Select(f => $"docs/decisions/{Path.GetFileName(f)}"),
    ];

    [Theory]
    [MemberData(nameof(Guide))]
    public void A_page_of_the_guide_stands_in_the_contents_of_the_site_and_in_the_readme(string page)
    {
        Regex.Count(Toc, $@"href: {Regex.Escape(page)}$", RegexOptions.Multiline).ShouldBe(1);
        File.ReadAllText(Repository.Of("README.md")).ShouldContain($"(docs/guide/{page})");
    }

    [Fact]
    public void The_contents_of_the_site_name_no_page_that_is_not_there()
    {
        var named = Regex.Matches(Toc, @"href: (\S+\.md)").Select(m => m.Groups[1].Value).ToArray();
        named.Length.ShouldBeGreaterThan(20);
        named.Where(h => !File.Exists(Repository.Of("docs", "guide", h))).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Linking))]
    public void The_links_of_a_page_lead_to_files_and_headings_that_are_there(string page)
    {
        var path = Repository.Of(page.Split('/'));
        foreach (Match link in Links().Matches(Spans().Replace(Fences().Replace(File.ReadAllText(path), ""), "")))
        {
            var (target, heading) = (link.Groups["file"].Value, link.Groups["heading"].Value);
            if (target.StartsWith("http", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal)) continue;
            var file = target.Length == 0 ? path : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, target));
            (File.Exists(file) || Directory.Exists(file)).ShouldBeTrue($"{page}: {target}");
            if (heading.Length > 0) AnchorsOf(file).ShouldContain(heading, $"{page}: {target}");
        }
    }

    /// <summary>The headings of a page as links name them: small letters and digits, blanks as hyphens.</summary>
    private static HashSet<string> AnchorsOf(string file) =>
    [
        .. Headings().Matches(Fences().Replace(File.ReadAllText(file), ""))
            .Select(m => NotInAnchors().Replace(m.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-')),
    ];

    [GeneratedRegex(@"\]\((?<file>[^)#\s]*)(#(?<heading>[^)\s]*))?\)")]
    private static partial Regex Links();

    [GeneratedRegex("^ *```.*?^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();

    [GeneratedRegex(@"`[^`\n]*`")]
    private static partial Regex Spans();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Headings();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NotInAnchors();
}
