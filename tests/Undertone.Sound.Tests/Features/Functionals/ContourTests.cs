using Undertone.Sound.Features.Functionals;

namespace Undertone.Sound.Tests.Features.Functionals;

public sealed class ContourTests
{
    private const double None = double.NaN;
    private const double NumpyMean = 2.9204545454545454, NumpyStd = 3.4781267519283046, NumpyNegative = -0.5632129894481259;

    private static readonly double[] Sample = [3.5, -1.25, 2, 8, 8, 0.125, 4.75, -3, 6.5, 1, 2.5];

    [Theory]
    [InlineData(0, -3)]
    [InlineData(20, 0.125)]
    [InlineData(33, 1.3000000000000003)]
    [InlineData(50, 2.5)]
    [InlineData(80, 6.5)]
    [InlineData(100, 8)]
    public void Percentiles_are_those_of_NumPy(double percent, double expected) =>
        Statistics.Percentile(Sample, percent).ShouldBe(expected, 1e-12);

    [Fact]
    public void Mean_deviation_and_variation_are_those_of_NumPy()
    {
        // numpy: x.mean(), x.std(), x.std() / x.mean(), and the last of -abs(x) - 1.
        Statistics.Mean(Sample).ShouldBe(NumpyMean, 1e-12);
        Statistics.Deviation(Sample).ShouldBe(NumpyStd, 1e-12);
        Statistics.Variation(Sample).ShouldBe(NumpyStd / NumpyMean, 1e-12);
        Statistics.Variation(Array.ConvertAll(Sample, v => -Math.Abs(v) - 1)).ShouldBe(NumpyNegative, 1e-12);
        (Statistics.Mean([]), Statistics.Deviation([]), Statistics.Variation([]), Statistics.Percentile([], 50)).ShouldBe((0, 0, 0, 0));
        Statistics.Variation([1, -1]).ShouldBe(0);
    }

    [Fact]
    public void Smoothing_takes_the_neighbours_that_there_are() =>
        new Contour([3, 6, None, 1, None, None, 2, 4, 9]).Smoothed().Values
            .ShouldBe([4.5, 4.5, None, 1, None, None, 3, 5, 6.5]);

    [Fact]
    public void Stretches_are_told_with_their_ends() =>
        new Contour([None, 1, 2, None, None, 3, None, 4]).Stretches().ShouldBe([(1, 3), (5, 6), (7, 8)]);

    /// <summary>Rising and falling slopes per frame, and peaks, by hand.</summary>
    public static TheoryData<double[], double[], double[], int> Shapes() => new()
    {
        { [0, 2, 4, 6, 8, 10, 7, 4], [2], [-3], 1 },
        { [10, 8, 6, 7, 8, 9, 10, 0], [1], [-2, -10], 1 },
        { [0, 10, 0, 10, 0], [10, 10], [-10, -10], 2 },
        { [1, 2, 3], [1], [], 0 },
        { [3, 2, 1], [], [-1], 0 },
        { [5, 5, 5, 5], [], [], 0 },
        { [5], [], [], 0 },
        { [], [], [], 0 },
        // A dip of less than a tenth of the range is no turn, one of more is.
        { [0, 5, 4.5, 10], [10 / 3.0], [], 0 },
        { [0, 5, 3.5, 10], [5, 6.5], [-1.5], 1 },
        // A plateau is one peak, whose first frame counts.
        { [0, 4, 4, 4, 0], [4], [-4 / 3.0], 1 },
        // Each stretch stands for itself, under the range of all.
        { [0, 10, None, 4, 4.5, 4, None, 9, 3], [10], [-6], 0 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Rises_falls_and_peaks_are_told(double[] values, double[] rising, double[] falling, int peaks)
    {
        var contour = new Contour(values);
        contour.Slopes(rising: true).ShouldBe(rising, 1e-12);
        contour.Slopes(rising: false).ShouldBe(falling, 1e-12);
        contour.Peaks().ShouldBe(peaks);
        // Turned upside down, peaks are valleys and rises falls; a louder voice rises more.
        var turned = new Contour(Array.ConvertAll(values, v => -3 * v));
        turned.Slopes(rising: false).ShouldBe(Array.ConvertAll(rising, s => -3 * s), 1e-11);
        turned.Slopes(rising: true).ShouldBe(Array.ConvertAll(falling, s => -3 * s), 1e-11);
    }

    [Fact]
    public void A_wave_with_noise_has_as_many_peaks_as_without()
    {
        var random = new Random(5);
        foreach (var count in new[] { 1, 3, 8 })
        {
            var wave = Enumerable.Range(0, 400).Select(t => -Math.Cos(2 * Math.PI * count * t / 400) + (0.15 * random.NextDouble()));
            var contour = new Contour([.. wave]);
            contour.Peaks().ShouldBe(count);
            contour.Slopes(rising: true).Length.ShouldBe(count);
            contour.Slopes(rising: false).Length.ShouldBe(count);
        }
    }

    [Fact]
    public void Frames_are_kept_by_another_contour()
    {
        var (values, other) = (new Contour([1, 2, 3, None]), new Contour([None, 7, 7, 7]));
        values.Where(other).Values.ShouldBe([None, 2, 3, None]);
        values.Where(other, known: false).Values.ShouldBe([1, None, None, None]);
    }
}
