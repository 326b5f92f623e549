using System.Xml.Linq;

namespace Undertone.Cli.Tests;

public sealed class PlotCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-plot-").FullName;
    private readonly string _sample = Repository.Of("samples", "audio", "angry-synthetic.wav");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_feature_is_drawn_with_its_options()
    {
        var target = Path.Combine(_folder, "pictures", "x.svg");
        string[] settings = ["--set", "n_mfcc=13", "--set", "sr=16000", "--colors", "viridis", "--width", "640"];
        var outcome = Cli.Run(["plot", _sample, "--feature", "mfcc", .. settings, "--output", target]);
        outcome.Code.ShouldBe(0, outcome.Error);
        outcome.Output.ShouldBeEmpty();
        var svg = XDocument.Load(target).Root!;
        svg.Attribute("width")!.Value.ShouldBe("640");
        svg.Elements().First().Value.ShouldBe("angry-synthetic.wav: mfcc(n_mfcc=13)");
    }

    [Fact]
    public void A_part_is_drawn_with_pitch_and_speech()
    {
        var target = Path.Combine(_folder, "part.svg");
        string[] part = ["--from", "0.2", "--to", "0.9", "--fmax", "3000", "--khz", "--f0", "--speech"];
        var outcome = Cli.Run(["plot", _sample, "--output", target, .. part]);
        outcome.Code.ShouldBe(0, outcome.Error);
        var texts = XDocument.Load(target).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value).ToArray();
        texts.ShouldContain("kHz");
        texts.ShouldContain("speech");
        texts.ShouldContain(t => t == "3" || t == "3.0", "3 kHz is the top");
    }

    [Fact]
    public void Standard_input_draws_what_the_file_draws()
    {
        var (file, input) = (Path.Combine(_folder, "file.svg"), Path.Combine(_folder, "input.svg"));
        Cli.Run("plot", _sample, "--output", file).Code.ShouldBe(0);
        Cli.RunWithInput(File.ReadAllBytes(_sample), "plot", "-", "--output", input).Code.ShouldBe(0);
        File.ReadAllText(input).ShouldBe(File.ReadAllText(file).Replace("angry-synthetic.wav", "standard input", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("mffc", "mfcc", 2, "--feature", "mffc")]
    [InlineData("n_fft", "n_fft", 2, "--set", "n_fft=1")]
    [InlineData("sr", "sample rate", 2, "--set", "sr=fast")]
    [InlineData("axis", "linear, log, mel", 2, "--frequency-axis", "bark")]
    [InlineData("colours", "viridis", 2, "--colors", "jet")]
    [InlineData("number", "one number", 3, "--feature", "tuning")]
    [InlineData("pitch", "--f0 is for a spectrogram", 2, "--feature", "mfcc", "--f0")]
    [InlineData("highest", "--fmax is for a spectrogram", 2, "--feature", "rms", "--fmax", "900")]
    [InlineData("khz", "--khz is for a spectrogram", 2, "--feature", "waveform", "--khz")]
    [InlineData("skip", "--skip is for features of several rows", 2, "--skip", "1")]
    [InlineData("rows", "20 rows", 3, "--feature", "mfcc", "--skip", "20")]
    [InlineData("row", "1 row here", 3, "--feature", "rms", "--skip", "1")]
    [InlineData("negative", "above 0", 2, "--fmax", "-1")]
    [InlineData("backwards", "end behind its beginning", 2, "--from", "1", "--to", "0.5")]
    [InlineData("late", "the audio ends at", 3, "--from", "900")]
    public void What_cannot_be_drawn_is_refused_with_the_reason(string name, string reason, int code, params string[] options)
    {
        var target = Path.Combine(_folder, name + ".svg");
        var outcome = Cli.Run(["plot", _sample, "--output", target, .. options]);
        outcome.Code.ShouldBe(code, outcome.Error);
        outcome.Error.ShouldContain(reason);
        File.Exists(target).ShouldBeFalse();
    }

    [Fact]
    public void A_prediction_is_drawn_on_one_sheet()
    {
        var target = Path.Combine(_folder, "answer.svg");
        var outcome = Cli.Run("predict", _sample, "--json", "--plot", target);
        outcome.Code.ShouldBe(0, outcome.Error);
        var emotion = (string)outcome.Json["results"]![0]!["emotion"]!;
        XDocument.Load(target).Root!.Elements().First().Value.ShouldStartWith("angry-synthetic.wav: " + emotion);
        Cli.Run("predict", _sample, _sample, "--plot", target).Code.ShouldBe(2);
    }
}
