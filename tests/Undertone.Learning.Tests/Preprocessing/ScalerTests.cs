using Undertone.Learning.Preprocessing;

namespace Undertone.Learning.Tests.Preprocessing;

public sealed class ScalerTests
{
    [Theory]
    [InlineData("standard")]
    [InlineData("minmax")]
    [InlineData("robust")]
    public void Scalers_agree_with_scikit_learn(string kind)
    {
        var golden = GoldenJson.Load("basics.json").GetProperty("scalers");
        var rows = golden.Floats("new");
        Scalers.Fit(kind, [golden.Floats("rows")], 5).Transform(rows);
        Close.Assert(rows, golden.Floats(kind), 1e-6, 1e-6, kind);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("standard")]
    [InlineData("minmax")]
    [InlineData("robust")]
    public void A_restored_scaler_maps_to_the_same_bits_and_samples_may_be_split_anyhow(string kind)
    {
        var golden = GoldenJson.Load("basics.json").GetProperty("scalers");
        var train = golden.Floats("rows");
        var fitted = Scalers.Fit(kind, [train], 5);
        fitted.Kind.ShouldBe(kind);
        fitted.Columns.ShouldBe(5);
        var restored = Scalers.Restore(fitted.Kind, fitted.Offset.ToArray(), fitted.Scale.ToArray());
        var split = Scalers.Fit(kind, [train[..50], [], train[50..60], train[60..]], 5);
        var (a, b, c) = (golden.Floats("new"), golden.Floats("new"), golden.Floats("new"));
        fitted.Transform(a);
        restored.Transform(b);
        split.Transform(c);
        b.ShouldBe(a);
        c.ShouldBe(a);
    }

    [Fact]
    public void Columns_that_do_not_vary_are_only_shifted()
    {
        float[] rows = [3.7f, 1, 3.7f, 2, 3.7f, 3];
        foreach (var kind in Scalers.Kinds) Scalers.Fit(kind, [rows], 2).Scale[0].ShouldBe(1, kind);
    }

    [Fact]
    public void Faults_are_named()
    {
        Should.Throw<ArgumentException>(() => StandardScaler.Fit([1f, 2f, 3f], 2)).Message.ShouldContain("whole rows of 2");
        Should.Throw<ArgumentException>(() => StandardScaler.Fit(ReadOnlySpan<float>.Empty, 2)).Message.ShouldContain("at least one row");
        Should.Throw<ArgumentException>(() => RobustScaler.Fit([1, 2, 3, float.NaN], 2)).Message.ShouldContain("row 1, column 1 is NaN");
        Should.Throw<ArgumentException>(() => MinMaxScaler.Fit([1, float.PositiveInfinity], 2)).Message.ShouldContain("column 1");
        Should.Throw<ArgumentException>(() => Scalers.Fit("minmaxx", [[1f]], 1)).Message.ShouldContain("none, standard, minmax, robust");
        Should.Throw<ArgumentException>(() => Scalers.Restore("standard", [0], [0])).Message.ShouldContain("Column 0");
        Should.Throw<ArgumentException>(() => Scalers.Restore("standard", [0, 1], [1])).Message.ShouldContain("2 offsets and 1 scales");
        Should.Throw<ArgumentException>(() => new StandardScaler([0, 1], [1, 1]).Transform(new float[3]))
            .Message.ShouldContain("3 numbers");
    }
}
