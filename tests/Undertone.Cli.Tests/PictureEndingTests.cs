using System.Text;

namespace Undertone.Cli.Tests;

/// <summary>The ending of a picture's name is meant, and one that nobody knows is refused before any work.</summary>
public sealed class PictureEndingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-ending-").FullName;
    private readonly string _sample = Repository.Of("samples", "audio", "angry-synthetic.wav");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("png", "\u0089PNG")]
    [InlineData("pdf", "%PDF")]
    [InlineData("svg", "<svg")]
    public void Plot_and_predict_write_what_the_ending_says(string ending, string begin)
    {
        string[][] lines = [["plot", _sample, "--feature", "mfcc", "--output"], ["predict", _sample, "--plot"]];
        foreach (var line in lines)
        {
            var file = Path.Combine(_folder, $"{line[0]}.{ending}");
            var outcome = Cli.Run([.. line, file]);
            outcome.Code.ShouldBe(0, outcome.Error);
            Encoding.Latin1.GetString(File.ReadAllBytes(file), 0, 4).ShouldBe(begin);
        }
    }

    [Theory]
    [InlineData("plot", "no-such.wav", "--output", "x.gif")]
    [InlineData("plot", "no-such.wav", "--output", "x.svgz")]
    [InlineData("predict", "no-such.wav", "--plot", "x.jpg")]
    [InlineData("evaluate", "--data", "no-such", "--report", "x.pdf")]
    public void An_unknown_ending_is_refused_before_work_with_those_that_are_known(params string[] line)
    {
        var outcome = Cli.Run(line);
        outcome.Code.ShouldBe(2);
        outcome.Error.ShouldContain($"{line[^1]}: the ending {Path.GetExtension(line[^1])} is not known here; this writes .");
        File.Exists(line[^1]).ShouldBeFalse();
    }

    [Fact]
    public void A_dash_is_standard_output()
    {
        var outcome = Cli.Run("plot", _sample, "--feature", "rms", "--output", "-");
        outcome.Code.ShouldBe(0, outcome.Error);
        outcome.Output.ShouldStartWith("<svg ");
        outcome.Output.TrimEnd().ShouldEndWith("</svg>");
        File.Exists("-").ShouldBeFalse();
        Cli.Run("predict", _sample, "--plot", "-").Code.ShouldBe(2);
    }
}
