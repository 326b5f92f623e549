using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Undertone.Recognition.Corpora.Synthesis;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;
using Undertone.Sound.Audio;

namespace Undertone.Web.Tests;

/// <summary>Runs of training as the studio shows them.</summary>
public sealed class TrainingTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-trainings-").FullName;
    private TrainingRunResult _first = null!;
    private TrainingRunResult _second = null!;
    private WebService _service = null!;

    private string First => Path.GetFileName(_first.Folder.FullPath);

    private string Second => Path.GetFileName(_second.Folder.FullPath);

    public async Task InitializeAsync()
    {
        var data = Path.Combine(_folder, "data");
        SyntheticCorpus.Write(data, new SyntheticCorpusOptions { Speakers = 2 });
        _first = Train("knn", data, 0);
        _second = Train("decision-tree", data, 5);
        RunNotes.None.With(["good"], []).Save(_second.Folder.FullPath);
        _service = await WebService.Start(new UndertoneWebOptions { Runs = Path.Combine(_folder, "runs") });
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task They_are_listed_newest_first()
    {
        var list = (await Get("/v1/trainings"))["trainings"]!.AsArray();
        list.Select(t => (string)t!["name"]!).ShouldBe([Second, First]);
        var newest = list[0]!.AsObject();
        newest.Select(m => m.Key).ShouldBe(
            ["name", "kind", "recipe", "created", "state", "data", "protocol", "seed", "uar", "accuracy", "tags", "note"]);
        ((string)newest["kind"]!).ShouldBe("train");
        ((string)newest["recipe"]!).ShouldBe("decision-tree");
        ((string)newest["created"]!).ShouldBe("2026-01-02T03:04:10Z");
        ((string)newest["state"]!).ShouldBe("finished");
        ((string)newest["data"]![0]!).ShouldBe("data");
        ((int)newest["seed"]!).ShouldBe(7);
        ((double)newest["uar"]!).ShouldBe(_second.Evaluation!.Report.UnweightedAverageRecall);
        ((double)newest["accuracy"]!).ShouldBe(_second.Evaluation.Report.Accuracy);
        ((string)newest["tags"]![0]!).ShouldBe("good");
        list.ToJsonString().ShouldNotContain(_folder);
    }

    [Fact]
    public async Task One_is_shown_with_its_scores_and_curves_and_not_sent_again_while_nothing_changes()
    {
        var metrics = Path.Combine(_first.Folder.FullPath, "folds", "1", "metrics.jsonl");
        File.WriteAllText(metrics, "{\"epoch\":1,\"trainLoss\":2.5}\n{\"epoch\":2,\"tra");
        var shown = await Get("/v1/trainings/" + First);
        ((double)shown["evaluation"]!["metrics"]!["uar"]!).ShouldBe(_first.Evaluation!.Report.UnweightedAverageRecall);
        shown["folds"]!.AsArray().Select(f => (int)f!["fold"]!).ShouldBe([1, 2]);
        shown["folds"]![0]!["epochs"]!.ToJsonString().ShouldBe("[{\"epoch\":1,\"trainLoss\":2.5}]");

        using var first = await Send("/v1/trainings/" + First);
        using var again = await Send("/v1/trainings/" + First, first.Headers.ETag);
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        File.AppendAllText(metrics, "inLoss\":1}\n");
        using var changed = await Send("/v1/trainings/" + First, first.Headers.ETag);
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Answers_are_found_by_what_is_asked()
    {
        var all = _first.Evaluation!.Tested;
        var labels = _first.Evaluation.Labels;
        var page = await Get($"/v1/trainings/{First}/answers?offset=3&limit=2");
        ((int)page["total"]!).ShouldBe(all.Count);
        page["answers"]!.AsArray().Select(a => (int)a!["id"]!).ShouldBe([4, 5]);
        page["answers"]![0]!.AsObject().Select(m => m.Key).ShouldBe(
            ["id", "file", "speaker", "corpus", "truth", "answer", "confidence", "scores"]);
        var wrong = await Get($"/v1/trainings/{First}/answers?wrong=true&limit=1000");
        ((int)wrong["total"]!).ShouldBe(all.Count(t => t.Predicted != t.Truth));
        var sad = await Get($"/v1/trainings/{First}/answers?truth=sad&answer=neutral&speaker=01");
        ((int)sad["total"]!).ShouldBe(all.Count(t =>
            labels[t.Truth] == "sad" && labels[t.Predicted] == "neutral" && t.Utterance.Speaker == "01"));
        ((int)(await Get($"/v1/trainings/{First}/answers?truth=none"))["total"]!).ShouldBe(0);
        using var bad = await Send($"/v1/trainings/{First}/answers?limit=0");
        (await WebService.ProblemOf(bad, 400)).ShouldBe("option");
    }

    [Fact]
    public async Task A_clip_is_the_sound_of_the_utterance()
    {
        using var response = await Send($"/v1/trainings/{First}/clips/2");
        response.Content.Headers.ContentType!.ToString().ShouldBe("audio/wav");
        var clip = AudioClip.Load(new MemoryStream(await response.Content.ReadAsByteArrayAsync()), "clip");
        clip.Samples.ShouldBe(AudioClip.Load(_first.Evaluation!.Tested[1].Utterance.Path).Samples);
        foreach (var id in new[] { "0", "-1", "100000", "x", "..%2F..%2Frun.json" })
        {
            using var none = await Send($"/v1/trainings/{First}/clips/{id}");
            (await WebService.ProblemOf(none, 404)).ShouldBe("no-such-clip", id);
        }

        File.Delete(_first.Evaluation.Tested[1].Utterance.Path);
        using var gone = await Send($"/v1/trainings/{First}/clips/2");
        (await WebService.ProblemOf(gone, 404)).ShouldBe("no-such-clip");
    }

    [Fact]
    public async Task Two_are_compared()
    {
        var compared = await Get($"/v1/trainings/compare?a={First}&b={Second}");
        compared.Select(m => m.Key).ShouldBe(
            ["a", "b", "common", "both", "onlyA", "onlyB", "neither", "uarDifference", "interval", "p"]);
        ((int)compared["common"]!).ShouldBe(_first.Evaluation!.Tested.Count);
        ((double)compared["uarDifference"]!).ShouldBe(
            _first.Evaluation.Report.UnweightedAverageRecall - _second.Evaluation!.Report.UnweightedAverageRecall, 1e-12);
        compared["interval"]!.AsArray().Count.ShouldBe(2);
        using var one = await Send($"/v1/trainings/compare?a={First}");
        (await WebService.ProblemOf(one, 400)).ShouldBe("option");
        using var unknown = await Send($"/v1/trainings/compare?a={First}&b=none");
        (await WebService.ProblemOf(unknown, 404)).ShouldBe("no-such-training");
        File.Delete(_second.Folder.Predictions);
        using var untested = await Send($"/v1/trainings/compare?a={First}&b={Second}");
        (await WebService.ProblemOf(untested, 422)).ShouldBe("not-comparable");
    }

    [Theory]
    [InlineData("..")]
    [InlineData("..%2Fdata")]
    [InlineData("..%2Fruns%2FRUN")]
    [InlineData("RUN%2Ffolds")]
    [InlineData("%2e%2e")]
    [InlineData("a%00b")]
    public async Task A_name_that_leads_elsewhere_names_none(string name)
    {
        foreach (var rest in new[] { "", "/answers", "/clips/1" })
        {
            using var response = await Send($"/v1/trainings/{name.Replace("RUN", First, StringComparison.Ordinal)}{rest}");
            ((int)response.StatusCode).ShouldBeOneOf(404, 400);
        }
    }

    [Fact]
    public async Task There_are_none_without_a_folder_of_runs()
    {
        await using var service = await WebService.Start();
        using var response = await service.Client.GetAsync(new Uri("/v1/trainings", UriKind.Relative));
        (await WebService.ProblemOf(response, 404)).ShouldBe("no-trainings");
        await using var empty = await WebService.Start(new UndertoneWebOptions { Runs = Path.Combine(_folder, "none") });
        using var none = await empty.Client.GetAsync(new Uri("/v1/trainings", UriKind.Relative));
        (await none.Content.ReadAsStringAsync()).ShouldBe("{\"trainings\":[]}");
    }

    private TrainingRunResult Train(string recipe, string data, int seconds)
    {
        var workspace = new Workspace
        {
            Runs = Path.Combine(_folder, "runs"),
            Cache = new FeatureCache(Path.Combine(_folder, "cache")),
            Time = new FixedClock(seconds),
        };
        var known = Recipe.Load(recipe);
        var options = new TrainingRunOptions { Data = [data], Recipe = known, Folds = 2, Seed = 7, Threads = 1, Refit = false };
        return new TrainingRun(options, workspace).Execute();
    }

    private async Task<JsonObject> Get(string address)
    {
        using var response = await Send(address);
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(200, text);
        return JsonNode.Parse(text)!.AsObject();
    }

    private async Task<HttpResponseMessage> Send(string address, EntityTagHeaderValue? known = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        if (known is not null) request.Headers.IfNoneMatch.Add(known);
        return await _service.Client.SendAsync(request);
    }

    private sealed class FixedClock(int seconds) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5 + seconds, TimeSpan.Zero);
    }
}
