using System.Net;
using System.Text;
using System.Text.Json;
using Undertone.Fleet.Stores;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Inference;

namespace Undertone.Web.Tests;

public sealed class StoreTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-store-").FullName;
    private IPredictionStore _store = null!;
    private WebService _service = null!;

    public async Task InitializeAsync()
    {
        _store = await Store.OpenAsync(_folder);
        _service = await WebService.Start(new UndertoneWebOptions { Store = _store });
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task An_answer_is_kept_as_it_was_given()
    {
        var clip = await File.ReadAllBytesAsync(WebService.Clip);
        using var answer = await _service.SendForm("/v1/predict?tag=call%207&speaker=ana", clip);
        var given = await Text(answer);
        var id = answer.Headers.GetValues("Undertone-Prediction").Single();
        using var kept = await Get($"/v1/predictions/{id}");
        kept.RootElement.GetProperty("result").GetRawText().ShouldBe(given);
        kept.RootElement.GetProperty("audioHash").GetString().ShouldBe(AudioHash.Of(clip));
        kept.RootElement.GetProperty("tag").GetString().ShouldBe("call 7");
        kept.RootElement.GetProperty("speaker").GetString().ShouldBe("ana");
        kept.RootElement.GetProperty("model").GetProperty("name").GetString().ShouldBe("tiny");
        kept.RootElement.GetProperty("audioPath").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Segments_are_kept_whatever_form_was_asked_for()
    {
        var clip = await File.ReadAllBytesAsync(WebService.Clip);
        using var answer = await _service.SendBody("/v1/segments?format=rttm", clip);
        var id = answer.Headers.GetValues("Undertone-Prediction").Single();
        using var kept = await Get($"/v1/predictions/{id}");
        using var asked = JsonDocument.Parse(await Text(await _service.SendBody("/v1/segments", clip)));
        kept.RootElement.GetProperty("result").GetProperty("segments").GetRawText()
            .ShouldBe(asked.RootElement.GetProperty("segments").GetRawText());
    }

    [Fact]
    public async Task A_refused_file_is_not_kept()
    {
        using var answer = await _service.SendBody("/v1/predict", [1, 2, 3]);
        answer.Headers.Contains("Undertone-Prediction").ShouldBeFalse();
        (await Get("/v1/predictions")).RootElement.GetProperty("predictions").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Pages_and_filters_give_what_the_store_gives()
    {
        for (var i = 0; i < 5; i++) await Add(i % 2 == 0 ? "even" : "odd");
        using var first = await Get("/v1/predictions?limit=2&order=newest");
        Ids(first).ShouldBe([5, 4]);
        var next = first.RootElement.GetProperty("next").GetInt64();
        Ids(await Get($"/v1/predictions?limit=2&order=newest&after={next}")).ShouldBe([3, 2]);
        Ids(await Get("/v1/predictions?tag=odd")).ShouldBe([2, 4]);
        (await Get("/v1/predictions?tag=odd")).RootElement.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);
        Ids(await Get("/v1/predictions?emotion=neutral&uncertain=false&corrected=false&model=tiny")).ShouldBe([1, 2, 3, 4, 5]);
        Ids(await Get("/v1/predictions?emotion=angry")).ShouldBeEmpty();
        Ids(await Get("/v1/predictions?from=2000-01-01T00:00:00Z&to=2000-01-02T00:00:00%2B02:00")).ShouldBeEmpty();
        Ids(await Get("/v1/predictions?from=2000-01-01T00:00:00.5Z")).ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public async Task A_correction_is_kept_listed_and_comes_out_as_a_manifest()
    {
        var audio = Path.Combine(_folder, "clip.wav");
        await File.WriteAllBytesAsync(audio, [0]);
        await Add("a", audio);
        await Add("b");
        using var corrected = await Put("/v1/predictions/1/correction", """{"label": "sad", "by": "ana", "note": null}""");
        using var document = JsonDocument.Parse(await Text(corrected));
        document.RootElement.GetProperty("label").GetString().ShouldBe("sad");
        await Text(await Put("/v1/predictions/2/correction", """{"label": "angry"}"""));
        Ids(await Get("/v1/predictions?corrected=true")).ShouldBe([1, 2]);

        using var manifest = await _service.Client.GetAsync(new Uri("/v1/corrections", UriKind.Relative));
        (await Text(manifest)).ShouldBe($"path,emotion,speaker,corpus\n{audio},sad,,corrections\n");
        manifest.Headers.GetValues("Undertone-Clips").Single().ShouldBe("1 clip; left out: 1 whose audio was not kept");
        manifest.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8");
    }

    [Fact]
    public async Task An_export_is_what_the_store_exports()
    {
        for (var i = 0; i < 3; i++) await Add("=1+1");
        using var lines = new MemoryStream();
        await PredictionExport.WriteJsonLinesAsync(_store, lines, new());
        using var table = new StringWriter { NewLine = "\n" };
        await PredictionExport.WriteCsvAsync(_store, table, new());
        (await _service.Client.GetStringAsync(new Uri("/v1/predictions/export?format=jsonl", UriKind.Relative)))
            .ShouldBe(Encoding.UTF8.GetString(lines.ToArray()));
        (await _service.Client.GetStringAsync(new Uri("/v1/predictions/export?format=csv", UriKind.Relative))).ShouldBe(table.ToString());
        table.ToString().ShouldContain("'=1+1");
    }

    [Fact]
    public async Task A_deleted_prediction_is_gone()
    {
        await Add("a");
        using var deleted = await _service.Client.DeleteAsync(new Uri("/v1/predictions/1", UriKind.Relative));
        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var again = await _service.Client.DeleteAsync(new Uri("/v1/predictions/1", UriKind.Relative));
        (await WebService.ProblemOf(again, 404)).ShouldBe("no-such-prediction");
    }

    [Theory]
    [InlineData("{\"label\": \"sadd\"}", "request")]
    [InlineData("{\"label\": 1}", "request")]
    [InlineData("{\"by\": \"ana\"}", "request")]
    [InlineData("{\"label\": \"sad\", \"who\": \"ana\"}", "request")]
    [InlineData("{\"label\": \"\\ud800\"}", "request")]
    [InlineData("{\"\\ud800\": \"sad\"}", "request")]
    [InlineData("[\"sad\"]", "request")]
    [InlineData("{\"label\": \"sad\"", "request")]
    [InlineData("", "request")]
    public async Task A_correction_that_is_none_is_refused(string body, string code)
    {
        await Add("a");
        using var response = await Put("/v1/predictions/1/correction", body);
        (await WebService.ProblemOf(response, 400)).ShouldBe(code);
        (await _store.GetAsync(1))!.Correction.ShouldBeNull();
    }

    [Theory]
    [InlineData("/v1/predictions?limit=0", 400, "option")]
    [InlineData("/v1/predictions?limit=1001", 400, "option")]
    [InlineData("/v1/predictions?after=-1", 400, "option")]
    [InlineData("/v1/predictions?order=random", 400, "option")]
    [InlineData("/v1/predictions?uncertain=maybe", 400, "option")]
    [InlineData("/v1/predictions?from=yesterday", 400, "option")]
    [InlineData("/v1/predictions?from=2026-01-01T00:00:00", 400, "option")]
    [InlineData("/v1/predictions?page=2", 400, "option")]
    [InlineData("/v1/predictions/export?format=xls", 400, "option")]
    [InlineData("/v1/corrections?corrected=false", 400, "option")]
    [InlineData("/v1/runs?uar=1", 400, "option")]
    [InlineData("/v1/predictions/9", 404, "no-such-prediction")]
    [InlineData("/v1/predictions/nine", 404, "no-such-prediction")]
    [InlineData("/v1/predictions/99999999999999999999", 404, "no-such-prediction")]
    public async Task An_impossible_question_is_refused(string address, int status, string code)
    {
        using var response = await _service.Client.GetAsync(new Uri(address, UriKind.Relative));
        (await WebService.ProblemOf(response, status)).ShouldBe(code);
    }

    [Fact]
    public async Task Runs_are_listed()
    {
        for (var i = 0; i < 3; i++)
        {
            await _store.AddRunAsync(new RunEntry
            {
                Name = $"run{i}",
                Kind = RunKind.Train,
                Recipes = [i == 1 ? "svm" : "mlp"],
                Protocol = "5 folds over speakers",
                Uar = 0.5,
                Path = $"/runs/run{i}",
            });
        }

        using var page = await Get("/v1/runs?recipe=mlp&order=newest");
        page.RootElement.GetProperty("runs").EnumerateArray().Select(r => r.GetProperty("name").GetString()).ShouldBe(["run2", "run0"]);
    }

    [Fact]
    public async Task A_run_is_kept_as_the_command_shows_it()
    {
        const string run = """
            {"folder":"/work/runs/2026-svm","kind":"train","begun":"2026-01-01T00:00:00Z","recipes":["svm"],"data":["RAVDESS"],
            "protocol":"5 folds over speakers","uar":0.5,"finished":true,"tags":[],"note":"","evaluation":{"metrics":{"uar":0.5}}}
            """;
        using var kept = JsonDocument.Parse(await Text(await Post("/v1/runs", run)));
        kept.RootElement.GetProperty("name").GetString().ShouldBe("2026-svm");
        using var page = await Get("/v1/runs?recipe=svm");
        page.RootElement.GetProperty("runs").EnumerateArray().ShouldHaveSingleItem().GetRawText().ShouldBe(kept.RootElement.GetRawText());
        string[] wrong = [run.Replace("true", "false"), run.Replace("train", "trane"), run.Replace("0.5", "1.5"), run[..40], "[]", ""];
        foreach (var bad in wrong)
        {
            using var refused = await Post("/v1/runs", bad);
            (await WebService.ProblemOf(refused, 400)).ShouldBe("request", bad);
        }
    }

    [Theory]
    [InlineData(StoreFault.Unavailable)]
    [InlineData(StoreFault.InUse)]
    [InlineData(StoreFault.Damaged)]
    public async Task A_store_that_cannot_be_used_refuses_the_answer_and_readiness_and_does_not_say_where_it_is(StoreFault fault)
    {
        await using var service = await WebService.Start(new UndertoneWebOptions { Store = new BrokenStore(fault) });
        using var answer = await service.SendBody("/v1/predict", await File.ReadAllBytesAsync(WebService.Clip));
        (await WebService.ProblemOf(answer, 503)).ShouldBe("store");
        answer.Headers.RetryAfter.ShouldNotBeNull();
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain(BrokenStore.Secret);
        using var ready = await service.Client.GetAsync(new Uri("/readyz", UriKind.Relative));
        (await WebService.ProblemOf(ready, 503)).ShouldBe("store");
        using var export = await service.Client.GetAsync(new Uri("/v1/predictions/export", UriKind.Relative));
        (await WebService.ProblemOf(export, 503)).ShouldBe("store");
    }

    [Fact]
    public async Task A_service_without_a_store_says_so()
    {
        await using var service = await WebService.Start();
        foreach (var address in new[] { "/v1/predictions", "/v1/predictions/1", "/v1/predictions/export", "/v1/corrections", "/v1/runs" })
        {
            using var response = await service.Client.GetAsync(new Uri(address, UriKind.Relative));
            (await WebService.ProblemOf(response, 404)).ShouldBe("no-store", address);
        }

        using var tagged = await service.SendBody("/v1/predict?tag=a", await File.ReadAllBytesAsync(WebService.Clip));
        (await WebService.ProblemOf(tagged, 400)).ShouldBe("option");
    }

    private static long[] Ids(JsonDocument page) =>
        [.. page.RootElement.GetProperty("predictions").EnumerateArray().Select(p => p.GetProperty("id").GetInt64())];

    private static async Task<string> Text(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return text;
    }

    private async Task<JsonDocument> Get(string address) =>
        JsonDocument.Parse(await Text(await _service.Client.GetAsync(new Uri(address, UriKind.Relative))));

    private async Task<HttpResponseMessage> Put(string address, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await _service.Client.PutAsync(new Uri(address, UriKind.Relative), content);
    }

    private async Task<HttpResponseMessage> Post(string address, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await _service.Client.PostAsync(new Uri(address, UriKind.Relative), content);
    }

    private Task<StoredPrediction> Add(string tag, string? audio = null) => _store.AddAsync(new PredictionEntry
    {
        Result = JsonSerializer.Deserialize<FilePrediction>(
            """
            {"file":"a.wav","durationSeconds":1,"speech":true,"emotion":"neutral","confidence":1,"uncertain":false,"uncertainBecause":[],
            "voice":null,"scores":{"angry":0,"neutral":1}}
            """, PredictionJson.SerializerOptions)!,
        Model = "tiny",
        ModelVersion = "1",
        Tag = tag,
        AudioPath = audio,
    });
}
