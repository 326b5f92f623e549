using System.Diagnostics;
using System.Text.Json;

namespace Undertone.Web.Tests;

/// <summary>Answers of the service beside those of the command.</summary>
public sealed class PredictionTests
{
    private static readonly byte[] Clip = File.ReadAllBytes(WebService.Clip);

    [Fact]
    public async Task Predict_answers_the_line_of_the_command_to_the_byte()
    {
        var expected = Command("--jsonl");
        await using var service = await WebService.Start();
        using var form = await service.SendForm("/v1/predict", Clip);
        (await Text(form, "application/json")).ShouldBe(expected);
        using var body = await service.SendBody("/v1/predict?name=neutral-synthetic.wav", Clip);
        (await Text(body, "application/json")).ShouldBe(expected);
    }

    [Fact]
    public async Task Predict_answers_the_element_of_the_results_of_the_command()
    {
        using var document = JsonDocument.Parse(Command("--json"));
        var element = document.RootElement.GetProperty("results")[0];
        await using var service = await WebService.Start(prefix: "/emotion");
        using var response = await service.SendForm("/emotion/v1/predict", Clip);
        using var answer = JsonDocument.Parse(await Text(response, "application/json"));
        JsonElement.DeepEquals(answer.RootElement, element).ShouldBeTrue();
        (await service.Client.GetAsync(new Uri("/v1/models", UriKind.Relative))).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("", "--segments")]
    [InlineData("window=2&hop=0.5&smoothing=0", "--segments --window 2 --hop 0.5 --smoothing 0")]
    [InlineData("hop=4", "--segments --hop 4")]
    [InlineData("window=1", "--segments --window 1")]
    [InlineData("merge=true&hop=0.5", "--segments --merge --hop 0.5")]
    [InlineData("merge=false&channels=mix&format=json", "--segments --channels mix")]
    public async Task Segments_are_those_of_the_command(string query, string options)
    {
        await using var service = await WebService.Start();
        using var response = await service.SendForm("/v1/segments?" + query, Clip);
        (await Text(response, "application/json")).ShouldBe(Command([.. options.Split(' '), "--jsonl"]));
    }

    [Theory]
    [InlineData("vtt", "--vtt", "text/vtt")]
    [InlineData("rttm", "--rttm", "text/plain")]
    [InlineData("csv", "--segments --csv", "text/csv")]
    public async Task Timelines_are_those_of_the_command(string format, string options, string type)
    {
        var expected = Command([.. options.Split(' '), "--hop", "0.5"]);
        await using var service = await WebService.Start();
        using var named = await service.SendForm($"/v1/segments?hop=0.5&format={format}", Clip);
        (await Text(named, type + "; charset=utf-8", keepEnd: true)).ShouldBe(expected);
        service.Client.DefaultRequestHeaders.Add("Accept", $"application/pdf, {type};q=0.8, application/json;q=0.5");
        using var liked = await service.SendForm("/v1/segments?hop=0.5", Clip);
        (await Text(liked, type + "; charset=utf-8", keepEnd: true)).ShouldBe(expected);
    }

    [Fact]
    public async Task Split_channels_are_an_array_of_the_lines_of_the_command()
    {
        var lines = Command("--segments", "--channels", "split", "--jsonl").Split('\n');
        await using var service = await WebService.Start();
        using var response = await service.SendForm("/v1/segments?channels=split", Clip);
        (await Text(response, "application/json")).ShouldBe($"[{string.Join(',', lines)}]");
    }

    [Fact]
    public async Task Many_at_a_time_are_answered_alike()
    {
        var expected = Command("--jsonl");
        await using var service = await WebService.Start(new UndertoneWebOptions { MaxConcurrency = 2 });
        var all = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            using var response = await service.SendForm("/v1/predict", Clip);
            return await Text(response, "application/json");
        }));
        all.ShouldAllBe(a => a == expected);
    }

    /// <summary>What the command prints for the clip; a last line end is taken off but where lines are all there is.</summary>
    private static string Command(params string[] options)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "undertone.dll");
        string[] all = ["exec", program, "predict", "neutral-synthetic.wav", "--model", "tiny", .. options];
        var start = new ProcessStartInfo("dotnet", all)
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetDirectoryName(WebService.Clip),
        };
        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEnd().ReplaceLineEndings("\n");
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, text);
        text.ShouldNotBeEmpty();
        return options.Any(o => o.StartsWith("--json", StringComparison.Ordinal)) ? text.TrimEnd('\n') : text;
    }

    private static async Task<string> Text(HttpResponseMessage response, string type, bool keepEnd = false)
    {
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(200, text);
        response.Content.Headers.ContentType!.ToString().ShouldBe(type);
        return keepEnd ? text.ReplaceLineEndings("\n") : text;
    }
}
