using Undertone.Recognition.Pictures;

namespace Undertone.Recognition.Tests.Pictures;

public sealed class AxisTests
{
    [Theory]
    [InlineData(0, 1, 5, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(0, 2.18, 10, "0.00 0.25 0.50 0.75 1.00 1.25 1.50 1.75 2.00")]
    [InlineData(0, 8000, 6, "0 2000 4000 6000 8000")]
    [InlineData(-80, 0, 8, "\u221280 \u221270 \u221260 \u221250 \u221240 \u221230 \u221220 \u221210 0")]
    [InlineData(-1, 1, 2, "\u22121 0 1")]
    [InlineData(0.013, 0.017, 4, "0.013 0.014 0.015 0.016 0.017")]
    [InlineData(0, 3600, 6, "0 1000 2000 3000")]
    public void Even_axes_have_round_ticks(double low, double high, int about, string ticks)
    {
        var axis = Axis.Linear("x", low, high, about);
        string.Join(' ', axis.Ticks.Select(t => t.Label)).ShouldBe(ticks);
        foreach (var tick in axis.Ticks)
        {
            double.Parse(tick.Label.Replace('\u2212', '-'), System.Globalization.CultureInfo.InvariantCulture)
                .ShouldBe(tick.Value, 1e-9 * (high - low));
            axis.Place(tick.Value).ShouldBe((tick.Value - low) / (high - low), 1e-12);
        }
    }

    [Fact]
    public void A_mel_axis_has_octaves_at_their_mel()
    {
        var axis = Axis.MelHz(0, 8000);
        axis.Ticks.Select(t => t.Label).ShouldBe(["0", "512", "1024", "2048", "4096"]);
        // Slaney's scale: 200/3 Hz a mel up to 1000 Hz (15 mel), then 27 mel for a factor of 6.4.
        var top = 15 + (27 * Math.Log(8) / Math.Log(6.4));
        axis.Place(512).ShouldBe(7.68 / top, 1e-12);
        axis.Place(1000).ShouldBe(15 / top, 1e-12);
        axis.Place(4096).ShouldBe((15 + (27 * Math.Log(4.096) / Math.Log(6.4))) / top, 1e-12);
        var htk = Axis.MelHz(0, 8000, htk: true);
        htk.Place(1000).ShouldBe(Math.Log10(1 + (1000.0 / 700)) / Math.Log10(1 + (8000.0 / 700)), 1e-12);
    }

    [Fact]
    public void A_logarithmic_axis_gives_each_octave_the_same_room()
    {
        var axis = Axis.LogHz(0, 8192);
        axis.Ticks.Select(t => t.Label).ShouldBe(["0", "64", "128", "256", "512", "1024", "2048", "4096", "8192"]);
        var octave = axis.Place(256) - axis.Place(128);
        for (var hz = 128; hz < 8192; hz *= 2) (axis.Place(2 * hz) - axis.Place(hz)).ShouldBe(octave, 1e-12);
        axis.Place(0).ShouldBe(0);
        axis.Place(65.40639132514966).ShouldBe(octave, 1e-9);
    }

    [Fact]
    public void Of_many_names_only_some_are_written()
    {
        Axis.Names("x", [.. Enumerable.Range(0, 40).Select(i => $"{i}")], 12).Ticks.Select(t => t.Label)
            .ShouldBe(["0", "4", "8", "12", "16", "20", "24", "28", "32", "36"]);
        var twelve = Axis.Names("x", [.. Enumerable.Range(0, 12).Select(i => $"{i}")], 12);
        twelve.Ticks.Count.ShouldBe(12);
        twelve.Place(0).ShouldBe(0.5 / 12, 1e-12);
    }
}
