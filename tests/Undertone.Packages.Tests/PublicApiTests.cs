using System.Reflection;

namespace Undertone.Packages.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void The_package_of_models_holds_nothing_but_models() =>
        PublicApi.ShouldMatchSnapshot(Assembly.Load("Undertone.Models.Base"));
}
