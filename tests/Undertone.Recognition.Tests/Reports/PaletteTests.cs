using System.Globalization;
using System.Text.RegularExpressions;
using Undertone.Recognition.Reports;
using Undertone.Recognition.Tests.Evaluation;

namespace Undertone.Recognition.Tests.Reports;

/// <summary>The colours of the report, as people with and without colour blindness see them.</summary>
public sealed class PaletteTests
{
    // Machado, Oliveira and Fernandes 2009, severity 1: linear red, green, blue as seen with protanopia, deuteranopia, tritanopia.
    private static readonly Dictionary<string, double[]> Sight = new()
    {
        ["no"] = [1, 0, 0, 0, 1, 0, 0, 0, 1],
        ["protanopia"] = [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
        ["deuteranopia"] = [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881],
        ["tritanopia"] = [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900],
    };

    public static TheoryData<string, int> Cases()
    {
        var cases = new TheoryData<string, int>();
        foreach (var sight in Sight.Keys)
        {
            cases.Add(sight, 0);
            cases.Add(sight, 1);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void No_two_colours_of_lines_look_alike_and_none_looks_like_chance(string sight, int theme)
    {
        var colors = Names().Select(n => (Name: n, Lab: Lab(Seen(Linear(Of(n, theme)), Sight[sight])))).ToArray();
        colors.Length.ShouldBe(10);
        for (var a = 0; a < colors.Length; a++)
        {
            for (var b = 0; b < a; b++)
            {
                var distance = Math.Sqrt(colors[a].Lab.Zip(colors[b].Lab, (x, y) => (x - y) * (x - y)).Sum());
                distance.ShouldBeGreaterThan(18, $"{colors[a].Name} and {colors[b].Name} with {sight}");
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Every_colour_stands_out_from_the_paper(int theme)
    {
        var paper = Luminance(Of("surface", theme));
        foreach (var name in Names().Append("accent"))
        {
            var own = Luminance(Of(name, theme));
            ((Math.Max(own, paper) + 0.05) / (Math.Min(own, paper) + 0.05)).ShouldBeGreaterThanOrEqualTo(3, name);
        }
    }

    [Theory]
    [InlineData("#000000", "#ffffff", 100)]
    [InlineData("#808080", "#808080", 0)]
    [InlineData("#ff0000", "#00ff00", 170.58)]
    public void The_distance_is_that_of_cielab(string first, string second, double distance)
    {
        var (a, b) = (Lab(Linear(first)), Lab(Linear(second)));
        Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum()).ShouldBe(distance, 0.05);
    }

    private static IEnumerable<string> Names() => Enumerable.Range(0, 9).Select(i => $"c{i}").Append("chance");

    /// <summary>A colour of the page: light, then dark.</summary>
    private static string Of(string name, int theme)
    {
        var page = HtmlReport.Render(new ReportData { Title = "x", Evaluation = SampleEvaluation.Create(utterances: 40) });
        var found = Regex.Match(page, $@"--{name}: light-dark\((#[0-9a-f]{{6}}), (#[0-9a-f]{{6}})\)");
        found.Success.ShouldBeTrue(name);
        return found.Groups[1 + theme].Value;
    }

    private static double[] Linear(string color) => [.. Enumerable.Range(0, 3).Select(i =>
    {
        var c = int.Parse(color.AsSpan(1 + (2 * i), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    })];

    private static double[] Seen(double[] linear, double[] matrix) =>
        [.. Enumerable.Range(0, 3).Select(r => Math.Clamp(Enumerable.Range(0, 3).Sum(c => matrix[(3 * r) + c] * linear[c]), 0, 1))];

    private static double Luminance(string color) =>
        Linear(color) is [var r, var g, var b] ? (0.2126 * r) + (0.7152 * g) + (0.0722 * b) : 0;

    private static double[] Lab(double[] rgb)
    {
        var x = F(((0.4124564 * rgb[0]) + (0.3575761 * rgb[1]) + (0.1804375 * rgb[2])) / 0.95047);
        var y = F((0.2126729 * rgb[0]) + (0.7151522 * rgb[1]) + (0.0721750 * rgb[2]));
        var z = F(((0.0193339 * rgb[0]) + (0.1191920 * rgb[1]) + (0.9503041 * rgb[2])) / 1.08883);
        return [(116 * y) - 16, 500 * (x - y), 200 * (y - z)];

        static double F(double t) => t > 0.008856 ? Math.Cbrt(t) : (7.787 * t) + (16 / 116.0);
    }
}
