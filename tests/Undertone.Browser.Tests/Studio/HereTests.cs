using System.Globalization;
using System.Text;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Undertone.Browser.Tests.Browsers;
using Undertone.Recognition.Inference;
using Undertone.Web;
using Undertone.Web.Tests;
using Xunit.Abstractions;

namespace Undertone.Browser.Tests.Studio;

/// <summary>Recordings that are answered in the browser, of which nothing leaves the page.</summary>
[Collection(BrowserCollection.Name)]
public sealed class HereTests(BrowserFixture browser, ITestOutputHelper log)
{
    private const double Tolerance = 1e-3;
    private const string Switch = "In this browser: nothing leaves this computer";

    [RuntimeFact]
    public async Task Synthetic_voices_are_answered_as_the_service_answers_them()
    {
        var folder = Directory.CreateTempSubdirectory("undertone-here-").FullName;
        var files = HereRecordings.Write(folder);
        await Compare(files, leastSure: 5);
        Directory.Delete(folder, recursive: true);
    }

    [RuntimeFact(realSpeech: true)]
    public async Task Real_voices_are_answered_as_the_service_answers_them()
    {
        // Ten of all, whatever corpora there are; some files are AIFF under another name, which browsers do not read.
        var all = Directory.GetFiles(Tier.DataFolder, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".wav" or ".flac" && Begins(f) is "RIFF" or "fLaC").Order(StringComparer.Ordinal).ToArray();
        await Compare([.. Enumerable.Range(0, 10).Select(i => all[i * (all.Length - 1) / 9])], leastSure: 8);
    }

    [RuntimeFact]
    public async Task Examples_are_answered_by_the_keyboard_alone_and_what_is_only_on_the_service_is_told()
    {
        await Visit(async (page, _) =>
        {
            await page.GetByRole(AriaRole.Switch, new() { Name = Switch }).PressAsync("Space");
            await page.GetByRole(AriaRole.Button, new() { Name = "Angry", Exact = true }).PressAsync("Enter");
            await page.Answered("angry.wav");
            (await page.GetByText("The timeline, what the model hears and voices are only on the service.").CountAsync()).ShouldBe(1);
            (await page.GetByText("the recording did not leave this computer").CountAsync()).ShouldBe(1);
            (await page.Locator("canvas[role=img]").CountAsync()).ShouldBe(0);
        });
    }

    [RuntimeFact]
    public async Task A_recording_is_answered()
    {
        var expected = "recording-1.wav";
        await Visit(
            async (page, _) =>
            {
                await On(page);
                await page.GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true }).ClickAsync();
                await page.WaitForTimeoutAsync(3000);
                await page.GetByRole(AriaRole.Button, new() { Name = "Stop recording", Exact = true }).ClickAsync();
                await page.Answered(expected);
                (await page.Locator(".verdict").InnerTextAsync()).ShouldNotContain("no speech");
            },
            microphone: StudioVisit.Example("changing"),
            look: new() { Permissions = ["microphone"] });
    }

    [RuntimeFact]
    public async Task What_cannot_be_answered_here_is_told_and_sent_nowhere()
    {
        var folder = Directory.CreateTempSubdirectory("undertone-here-").FullName;
        var (text, cut) = (Path.Combine(folder, "text.wav"), Path.Combine(folder, "cut.wav"));
        await File.WriteAllTextAsync(text, "this is text, not audio, and long enough to be looked at");
        await File.WriteAllBytesAsync(cut, (await File.ReadAllBytesAsync(StudioVisit.Example("sad")))[..^4000]);
        await Visit(async (page, _) =>
        {
            await On(page);
            await page.GetByLabel("Audio files").SetInputFilesAsync(text);
            await page.GetByText("text.wav: This browser cannot read it").WaitForAsync();
            await page.GetByLabel("Audio files").SetInputFilesAsync(cut);
            await page.GetByText("cut.wav: It claims more samples than it holds").WaitForAsync();
        });
        Directory.Delete(folder, recursive: true);
    }

    [BrowserFact]
    public async Task Without_the_runtime_the_switch_says_how_to_get_it()
    {
        await using var service = await WebService.Start();
        await browser.Studio(service, "try", async page =>
        {
            await page.GetByText("undertone serve --onnx-runtime-web DIR").WaitForAsync();
            (await page.GetByRole(AriaRole.Switch, new() { Name = Switch }).IsDisabledAsync()).ShouldBeTrue();
        });
    }

    [RuntimeFact]
    public async Task A_model_that_hears_in_another_way_is_left_to_the_service()
    {
        await Visit(
            async (page, _) =>
            {
                await page.GetByText("The model base answers on the service alone").WaitForAsync();
                (await page.GetByRole(AriaRole.Switch, new() { Name = Switch }).IsDisabledAsync()).ShouldBeTrue();
            },
            model: "base");
    }

    [RuntimeFact]
    public async Task It_looks_well_in_both_schemes_and_on_small_screens()
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await Visit(
                async (page, _) =>
                {
                    await On(page);
                    await page.GetByRole(AriaRole.Button, new() { Name = "Changing" }).ClickAsync();
                    await page.Answered("changing.wav");
                    var found = await page.RunAxe();
                    found.Violations.Select(v => $"{v.Id}: {v.Nodes[0].Html}").ShouldBeEmpty();
                    foreach (var width in new[] { 390, 1280, 1920 })
                    {
                        await page.SetViewportSizeAsync(width, 900);
                        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);
                    }
                },
                look: new() { ColorScheme = scheme, ViewportSize = new() { Width = 1920, Height = 900 } });
        }
    }

    private static string Begins(string file)
    {
        using var reader = new BinaryReader(File.OpenRead(file));
        return Encoding.ASCII.GetString(reader.ReadBytes(4));
    }

    private static async Task On(IPage page)
    {
        var here = page.GetByRole(AriaRole.Switch, new() { Name = Switch });
        await Assertions.Expect(here).ToBeEnabledAsync();
        await here.CheckAsync();
    }

    /// <summary>Opens a page that answers by itself, and fails where anything was sent from it.</summary>
    private async Task Visit(
        Func<IPage, WebService, Task> test, BrowserNewContextOptions? look = null, string? microphone = null, string model = "tiny")
    {
        await using var service = await WebService.Start(
            new UndertoneWebOptions { OnnxRuntimeWeb = RuntimeFactAttribute.Folder }, configure: o => o.Model = model);
        await browser.Studio(
            service, "try",
            async page =>
            {
                var sent = new List<string>();
                page.Request += (_, request) =>
                {
                    if (request.Method is "GET" && request.PostDataBuffer is null) return;
                    lock (sent) sent.Add($"{request.Method} {request.Url}");
                };
                page.WebSocket += (_, socket) =>
                {
                    lock (sent) sent.Add(socket.Url);
                };
                await test(page, service);
                lock (sent) sent.ShouldBeEmpty("nothing leaves the page");
            },
            look, microphone);
    }

    /// <summary>Every score of every file, in the browser and of the recognizer.</summary>
    private async Task Compare(IReadOnlyList<string> files, int leastSure)
    {
        using var recognizer = EmotionRecognizer.LoadBuiltIn("tiny");
        var (worst, place, sure) = (0.0, "", 0);
        await Visit(async (page, _) =>
        {
            await On(page);
            foreach (var file in files)
            {
                var expected = recognizer.Predict(file);
                await page.GetByLabel("Audio files").SetInputFilesAsync(file);
                await page.Answered(Path.GetFileName(file));
                var shown = await Shares(page);
                shown.Keys.Order().ShouldBe(expected.Scores.Labels.Order());
                foreach (var (emotion, share) in expected.Scores)
                {
                    var difference = Math.Abs(shown[emotion] - share);
                    if (!(difference <= worst)) (worst, place) = (difference, $"{file}, {emotion}: {shown[emotion]} instead of {share}");
                }

                var verdict = await page.Locator(".verdict").InnerTextAsync();
                verdict.ShouldContain(expected.Emotion ?? "No speech", customMessage: file);
                verdict.StartsWith("Uncertain", StringComparison.Ordinal).ShouldBe(expected.Uncertain, file);
                var reasons = await page.Locator(".notice.warn li").CountAsync();
                reasons.ShouldBe(expected.UncertainBecause.Count, file);
                sure += expected.Speech ? 1 : 0;
            }
        });
        worst.ShouldBeLessThan(Tolerance, place);
        sure.ShouldBeGreaterThanOrEqualTo(leastSure, "recordings in which somebody speaks");
        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"largest difference of a score: {worst:G3} ({place})"));
    }

    /// <summary>The shares that the bars show, to all digits.</summary>
    private static async Task<Dictionary<string, double>> Shares(IPage page)
    {
        var rows = await page.EvaluateAsync<string[][]>(
            "[...document.querySelectorAll('.bars li')].map((row) => [row.dataset.emotion, row.style.getPropertyValue('--share')])");
        return rows.ToDictionary(r => r[0], r => double.Parse(r[1], CultureInfo.InvariantCulture));
    }
}
