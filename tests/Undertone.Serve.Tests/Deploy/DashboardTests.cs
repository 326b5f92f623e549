using System.Text.Json;
using System.Text.RegularExpressions;

namespace Undertone.Serve.Tests.Deploy;

/// <summary>The dashboard asks for what the programs measure, by the names and labels under which they give it out.</summary>
public sealed partial class DashboardTests
{
    private static readonly string[] Functions = ["histogram_quantile", "increase", "label_values", "rate", "sum"];
    private static readonly string Text = DeployFolder.Text("grafana", "undertone.json");
    private static readonly JsonElement Board = JsonDocument.Parse(Text).RootElement;

    private static IEnumerable<JsonElement> Panels => Board.GetProperty("panels").EnumerateArray();

    private static IEnumerable<string> Expressions =>
        Panels.Where(p => p.TryGetProperty("targets", out _)).SelectMany(p => p.GetProperty("targets").EnumerateArray())
            .Select(t => t.GetProperty("expr").GetString()!)
            .Append(Variable("service").GetProperty("definition").GetString()!);

    [Fact]
    public async Task Every_expression_asks_for_measurements_and_labels_that_are_there()
    {
        var names = await MetricNames.All();
        Expressions.Count().ShouldBeGreaterThan(20);
        foreach (var expression in Expressions) Faults(expression, names).ShouldBeEmpty(expression);

        // All that is right above is told where one letter is wrong.
        foreach (var (right, wrong) in new[]
        {
            ("undertone_web_answers_total", "undertone_web_anwsers_total"), ("undertone_queue_failed_total", "undertone_queue_failed"),
            ("duration_seconds_bucket", "duration_bucket"), ("queue_messages_ready", "queue_message_ready"),
            ("by (emotion)", "by (emotions)"), ("uncertain=", "unsure="), ("(reason)", "(why)"), ("le, stage", "le, step"),
            ("increase(", "increases("),
        })
        {
            var wrongs = Expressions.Where(e => e.Contains(right, StringComparison.Ordinal))
                .Select(e => e.Replace(right, wrong, StringComparison.Ordinal)).ToArray();
            wrongs.ShouldNotBeEmpty(right);
            foreach (var expression in wrongs) Faults(expression, names).ShouldNotBeEmpty(expression);
        }
    }

    [Fact]
    public async Task All_that_the_guide_tells_of_is_shown()
    {
        var names = await MetricNames.All();
        var shown = Expressions.SelectMany(e => Words(e).Metrics).ToHashSet();
        var told = new[] { "queue.md", "service.md" }.SelectMany(p =>
            Told().Matches(File.ReadAllText(Repository.Of("docs", "guide", p))).Select(m => m.Groups[1].Value)).Distinct().ToArray();
        told.Length.ShouldBeGreaterThan(12);
        // Models are not put in place anew under a service of its own.
        foreach (var name in told.Except(["undertone_model_reloads_total"]))
        {
            shown.ShouldContain(s => s == name || s == name + "_bucket" || s == name + "_count", name);
            names.Keys.ShouldContain(s => s == name || s == name + "_bucket", name);
        }
    }

    [Fact]
    public void Panels_have_numbers_of_their_own_and_places_beside_each_other()
    {
        Panels.Select(p => p.GetProperty("id").GetInt32()).ShouldBeUnique();
        Panels.Select(p => p.GetProperty("title").GetString()).ShouldBeUnique();
        var taken = new HashSet<(int, int)>();
        foreach (var panel in Panels)
        {
            var place = panel.GetProperty("gridPos");
            var (x, y, w, h) = (Of("x"), Of("y"), Of("w"), Of("h"));
            (x + w).ShouldBeLessThanOrEqualTo(24);
            for (var i = x; i < x + w; i++)
            {
                for (var j = y; j < y + h; j++) taken.Add((i, j)).ShouldBeTrue(panel.GetProperty("title").GetString());
            }

            if (!panel.TryGetProperty("targets", out var targets)) continue;
            targets.EnumerateArray().Select(t => t.GetProperty("refId").GetString()).ShouldBeUnique();
            panel.GetProperty("description").GetString().ShouldNotBeNullOrEmpty();

            int Of(string name) => place.GetProperty(name).GetInt32();
        }
    }

    [Fact]
    public void It_asks_the_source_that_is_chosen_and_names_no_host()
    {
        Variable("datasource").GetProperty("type").GetString().ShouldBe("datasource");
        var sources = Sources().Matches(Text).Select(m => m.Groups[1].Value).ToArray();
        sources.Length.ShouldBeGreaterThan(30);
        sources.ShouldAllBe(s => s == "${datasource}");
        Text.ShouldNotContain("://");
        Text.ShouldNotContain("instance=");
    }

    private static JsonElement Variable(string name) =>
        Board.GetProperty("templating").GetProperty("list").EnumerateArray().Single(v => v.GetProperty("name").GetString() == name);

    /// <summary>What an expression names that is not there.</summary>
    private static List<string> Faults(string expression, Dictionary<string, HashSet<string>> names)
    {
        var (metrics, labels, functions) = Words(expression);
        metrics.ShouldNotBeEmpty(expression);
        var faults = metrics.Where(m => !names.ContainsKey(m)).Concat(functions.Except(Functions)).ToList();
        if (faults.Count == 0) faults.AddRange(labels.Where(l => metrics.Any(m => !names[m].Contains(l))));
        return faults;
    }

    /// <summary>The names in an expression: measurements, labels, and functions.</summary>
    private static (string[] Metrics, string[] Labels, string[] Functions) Words(string expression)
    {
        var labels = new List<string>();
        var listed = expression.StartsWith("label_values(", StringComparison.Ordinal);
        var bare = Strings().Replace(expression, "\"\"");
        bare = Matchers().Replace(bare, Named);
        bare = Groups().Replace(bare, Named);
        if (listed) bare = Listed().Replace(bare, Named);
        bare = Ranges().Replace(bare, "");
        var functions = Calls().Matches(bare).Select(m => m.Value).ToArray();
        var metrics = Identifiers().Matches(Calls().Replace(bare, "")).Select(m => m.Value).Distinct().ToArray();
        return (metrics, [.. labels], functions);

        string Named(Match place)
        {
            labels.AddRange(Identifiers().Matches(place.Groups[1].Value).Select(m => m.Value));
            return "";
        }
    }

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Strings();

    [GeneratedRegex(@"\{([^}]*)\}")]
    private static partial Regex Matchers();

    [GeneratedRegex(@"\bby \(([^)]*)\)")]
    private static partial Regex Groups();

    [GeneratedRegex(@",([^)]*)(?=\))")]
    private static partial Regex Listed();

    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Ranges();

    [GeneratedRegex(@"[a-zA-Z_]\w*(?=\s*\()")]
    private static partial Regex Calls();

    [GeneratedRegex(@"(?<![\w.])[a-zA-Z_]\w*")]
    private static partial Regex Identifiers();

    [GeneratedRegex(@"`(undertone_[a-z_]+|http_[a-z_]+)`")]
    private static partial Regex Told();

    [GeneratedRegex("\"uid\": \"([^\"]*)\"(?=\\s*\\})")]
    private static partial Regex Sources();
}
