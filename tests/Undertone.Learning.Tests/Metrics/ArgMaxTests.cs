using Undertone.Learning.Metrics;

namespace Undertone.Learning.Tests.Metrics;

public sealed class ArgMaxTests
{
    [Fact]
    public void It_is_the_first_of_the_largest()
    {
        var random = new Random(1);
        for (var round = 0; round < 500; round++)
        {
            // Few different numbers, so that many are equal.
            var values = Enumerable.Range(0, 1 + random.Next(20)).Select(_ => random.Next(6) - 3).ToArray();
            var expected = Array.IndexOf(values, values.Max());
            ArgMax.Of<int>(values).ShouldBe(expected);
            ArgMax.Of<float>(Array.ConvertAll(values, v => (float)v)).ShouldBe(expected);
            ArgMax.Of<double>(Array.ConvertAll(values, v => (double)v)).ShouldBe(expected);
        }
    }
}
