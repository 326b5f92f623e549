using Undertone.Learning.Metrics;

namespace Undertone.Learning.Tests.Metrics;

public sealed class OpinionPoolTests
{
    [Fact]
    public void It_is_the_weighted_mean()
    {
        float[] first = [0.5f, 0.25f, 0.25f, 0], second = [0, 0.5f, 0.125f, 0.375f];
        OpinionPool.Mix(first, second, 0.25);
        float[] expected = [0.375f, 0.3125f, 0.21875f, 0.09375f];
        for (var c = 0; c < first.Length; c++) first[c].ShouldBe(expected[c], $"class {c}");
    }

    [Fact]
    public void At_the_ends_one_of_them_answers_alone()
    {
        float[] first = [0.1f, 0.6f, 0.3f], second = [0.5f, 0.25f, 0.25f];
        float[] none = [.. first], all = [.. first];
        OpinionPool.Mix(none, second, 0);
        none.ShouldBe(first);
        OpinionPool.Mix(all, second, 1);
        all.ShouldBe(second);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Should.Throw<ArgumentException>(() => OpinionPool.Mix(new float[2], new float[3], 0.5)).ParamName.ShouldBe("second");
        foreach (var weight in new[] { -0.1, 1.1, double.NaN })
        {
            var fault = Should.Throw<ArgumentOutOfRangeException>(() => OpinionPool.Mix(new float[2], new float[2], weight));
            fault.ParamName.ShouldBe("weight");
        }
    }
}
