using Undertone.Learning.State;

namespace Undertone.Cli.Tests;

/// <summary><c>export</c>, and <c>models import</c> of what it wrote.</summary>
public sealed class ExportCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-export-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_model_becomes_a_graph()
    {
        var file = Path.Combine(_folder, "tiny.onnx");
        var run = Cli.Run("export", "--model", "tiny", "--format", "onnx", file);
        (run.Code, run.Output).ShouldBe((0, ""), run.Error);
        run.Error.ShouldContain("tiny.onnx: tiny as onnx");
        File.ReadAllBytes(file)[..13].ShouldBe([8, 8, 18, 9, .. "undertone"u8]);
    }

    [Fact]
    public void Weights_go_out_and_come_back_as_a_model_that_answers_the_same()
    {
        var (weights, model) = (Path.Combine(_folder, "tiny.safetensors"), Path.Combine(_folder, "own.undertone"));
        Cli.Run("export", "--model", "tiny", "--format", "safetensors", weights).Code.ShouldBe(0);
        TensorFile.Read(weights).Tensors.Select(t => t.Name).ShouldContain("conv2d_1.weight");
        var imported = Cli.Run("models", "import", weights, "--name", "own", "--output", model);
        (imported.Code, imported.Output).ShouldBe((0, ""), imported.Error);
        var again = Cli.Run("models", "import", weights, "--name", "own", "--output", model);
        again.Code.ShouldBe(3);
        again.Error.ShouldContain("--force");
        var clip = Repository.Of("samples", "audio", "angry-synthetic.wav");
        ScoresOf(model).ShouldBe(ScoresOf("tiny"));
        Cli.Run("models", "show", model).Output.ShouldContain("brought from a file");

        string ScoresOf(string name) => Cli.Run("predict", clip, "--json", "--model", name).Json["results"]![0]!["scores"]!.ToJsonString();
    }

    [Theory]
    [InlineData("base", "safetensors", "two models in one")]
    [InlineData("none", "onnx", "neither a model file")]
    public void What_cannot_be_written_is_refused(string model, string format, string why)
    {
        var file = Path.Combine(_folder, "out");
        var run = Cli.Run("export", "--model", model, "--format", format, file);
        run.Code.ShouldBe(3);
        run.Error.ShouldContain(why);
        File.Exists(file).ShouldBeFalse();
    }

    [Fact]
    public void Features_that_would_change_the_answer_are_refused()
    {
        var run = Cli.Run("export", "--model", "tiny", "--format", "onnx", "--with-features", Path.Combine(_folder, "out"));
        run.Code.ShouldBe(3);
        run.Error.ShouldContain("hearing.speech=whole");
        var wrong = Cli.Run("export", "--model", "tiny", "--format", "safetensors", "--with-features", Path.Combine(_folder, "out"));
        wrong.Code.ShouldBe(2);
        wrong.Error.ShouldContain("--with-features");
    }
}
