namespace Undertone.Browser.Tests.Browsers;

/// <summary>One browser for all tests: a class of tests says <c>[Collection(BrowserCollection.Name)]</c> and is handed it.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<BrowserFixture>
{
    public const string Name = "browser";
}
