using Microsoft.Playwright;

namespace Undertone.Browser.Tests.Browsers;

/// <summary>
/// Chromium as the system has it, without a window. Each visit has a profile of its own; what the page's console calls an error, an
/// exception that no script catches and an address that cannot be read fail the test.
/// </summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";
    private static readonly string[] Arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Why there is none: the reason of a skipped test; null where there is one.</summary>
    public static string? WhyNot => !Tier.Slow ? "slow tier: set UNDERTONE_SLOW=1"
        : !File.Exists(Chromium) ? "no browser: install Debian's chromium"
        : null;

    public async Task InitializeAsync()
    {
        if (WhyNot is not null) return;
        _playwright = await Playwright.CreateAsync();
        _browser = await Launch();
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>Opens an address, tries it, and fails where the page told of errors meanwhile.</summary>
    /// <param name="address">The address, of a file or of a server.</param>
    /// <param name="test">What is tried once the page has loaded.</param>
    /// <param name="look">Size, colours, rights; null for 1280 by 900 pixels and rights to the clipboard.</param>
    /// <param name="expected">Whether an error on the console belongs to what is tried; null for none.</param>
    /// <param name="microphone">
    /// A WAV file of 16 bit that the microphone hears from when it is opened, once; null for no microphone.
    /// </param>
    public async Task VisitAsync(
        Uri address, Func<IPage, Task> test, BrowserNewContextOptions? look = null, Func<string, bool>? expected = null,
        string? microphone = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(test);
        look ??= new() { ViewportSize = new() { Width = 1280, Height = 900 }, Permissions = ["clipboard-read", "clipboard-write"] };
        await using var hearing = microphone is null ? null : await Launch(
            "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", "--autoplay-policy=no-user-gesture-required",
            $"--use-file-for-fake-audio-capture={microphone}%noloop");
        await using var context = await (hearing ?? _browser!).NewContextAsync(look);
        var page = await context.NewPageAsync();
        var errors = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error") Add(message.Text);
        };
        page.PageError += (_, error) => Add(error);
        page.RequestFailed += (_, request) => Add($"{request.Url}: {request.Failure}");
        await page.GotoAsync(address.AbsoluteUri);
        await test(page);
        lock (errors) errors.ShouldBeEmpty("what the page's console told");

        void Add(string error)
        {
            if (expected?.Invoke(error) == true) return;
            lock (errors) errors.Add(error);
        }
    }

    private Task<IBrowser> Launch(params string[] more) =>
        _playwright!.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = [.. Arguments, .. more] });
}
