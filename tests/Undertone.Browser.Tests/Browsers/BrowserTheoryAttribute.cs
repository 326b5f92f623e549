namespace Undertone.Browser.Tests.Browsers;

/// <summary>A theory in a browser: of the slow tier, and skipped where there is no Chromium.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = BrowserFixture.WhyNot;
}
