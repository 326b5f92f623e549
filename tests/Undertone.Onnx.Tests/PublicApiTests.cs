using System.Reflection;

namespace Undertone.Onnx.Tests;

public sealed class PublicApiTests
{
    private static readonly Assembly Subject = Assembly.Load("Undertone.Onnx");

    [Fact]
    public void The_public_api_is_the_reviewed_one() => PublicApi.ShouldMatchSnapshot(Subject);

    [Fact]
    public void Everything_public_is_documented() => PublicApi.ShouldBeDocumented(Subject);
}
