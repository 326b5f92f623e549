namespace Undertone.Browser.Tests.Browsers;

/// <summary>A test in a browser: of the slow tier, and skipped where there is no Chromium.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = BrowserFixture.WhyNot;
}
