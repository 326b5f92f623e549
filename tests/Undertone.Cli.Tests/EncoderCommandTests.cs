using Undertone.Learning.State;
using Undertone.Recognition.Encoders;

namespace Undertone.Cli.Tests;

/// <summary><c>models import</c> and what shows encoders; the user's data folder is one of the test's own.</summary>
[Collection("the user's voices")]
public sealed class EncoderCommandTests : IDisposable
{
    private const string Description = """
        { "source": "Made by a test.", "license": "Anything goes.", "recipe": { "name": "tiny", "features": { "shape": "frames",
            "list": [ { "name": "mfcc", "n_mfcc": 5 } ] },
          "model": { "kind": "network", "layers": [ { "type": "dense", "units": 3 }, { "type": "statistics-pool" } ] } } }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-encoders-").FullName;
    private readonly string? _before = Environment.GetEnvironmentVariable("XDG_DATA_HOME");
    private readonly string _weights;
    private readonly string _description;

    public EncoderCommandTests()
    {
        Environment.SetEnvironmentVariable("XDG_DATA_HOME", Path.Combine(_folder, "data"));
        (_weights, _description) = (Path.Combine(_folder, "w.safetensors"), Path.Combine(_folder, "d.json"));
        using var stream = File.Create(_weights);
        float[] numbers = [.. Enumerable.Range(0, 15).Select(i => i / 7f)];
        Safetensors.Write(stream, [StateTensor.From("fc.weight", numbers, 3, 5), StateTensor.From("fc.bias", [0.5f, 1, 2], 3)]);
        File.WriteAllText(_description, Description);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("XDG_DATA_HOME", _before);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void An_imported_encoder_is_listed_shown_and_used_and_never_replaced_unasked()
    {
        var imported = Import("tiny");
        (imported.Code, imported.Output).ShouldBe((0, ""), imported.Error);
        var file = EncoderCatalog.PathOf("tiny");
        imported.Error.ShouldContain(file);
        var bytes = File.ReadAllBytes(file);

        var again = Import("tiny");
        again.Code.ShouldBe(3);
        again.Error.ShouldContain("--force");
        File.ReadAllBytes(file).ShouldBe(bytes);
        Import("tiny", "--force").Code.ShouldBe(0);
        File.ReadAllBytes(file).ShouldBe(bytes);

        Cli.Run("models", "list").Output.ShouldContain("tiny             encoder          18 numbers  " + file);
        var shown = Cli.Run("models", "show", "tiny", "--json").Json;
        shown["source"]!.GetValue<string>().ShouldBe("Made by a test.");
        shown["license"]!.GetValue<string>().ShouldBe("Anything goes.");
        shown["parameters"]!.GetValue<int>().ShouldBe(18);
        Cli.Run("models", "show", "tiny").Output.ShouldContain("Anything goes.");
        Cli.Run("models", "summary", "svm@tiny").Output.ShouldContain("svm@tiny: svm on [6], 7 classes");
    }

    [Fact]
    public void The_name_of_the_built_in_encoder_stays_its_own()
    {
        var refused = Import("byol-s", "--force");
        refused.Code.ShouldBe(3);
        refused.Error.ShouldContain("comes with Undertone");
    }

    [Fact]
    public void The_built_in_encoder_is_listed_and_shown_with_source_and_terms()
    {
        Cli.Run("models", "list", "--json").Json["encoders"]!.AsArray()
            .ShouldContain(e => e!["name"]!.GetValue<string>() == "byol-s" && e["place"]!.GetValue<string>() == "built in");
        var shown = Cli.Run("models", "show", "byol-s").Output;
        shown.ShouldContain("600,576 numbers");
        shown.ShouldContain("arXiv 2110.03414");
        shown.ShouldContain("MIT License");
        shown.ShouldContain("dense_2                  [time, 512]");
    }

    [Fact]
    public void What_would_run_code_is_refused_by_its_name()
    {
        var hostile = Path.Combine(_folder, "hostile.pt");
        using (var zip = System.IO.Compression.ZipFile.Open(hostile, System.IO.Compression.ZipArchiveMode.Create))
        {
            using var entry = zip.CreateEntry("a/data.pkl", System.IO.Compression.CompressionLevel.NoCompression).Open();
            entry.Write([0x80, 2, .. "cos\nsystem\nX\u0004\0\0\0true"u8, 0x85, (byte)'R', (byte)'.']);
        }

        var refused = Cli.Run("models", "import", hostile, "--name", "x");
        refused.Code.ShouldBe(3);
        refused.Error.ShouldContain("os.system");
        refused.Error.ShouldContain("Nothing of it was run.");
    }

    [Theory]
    [InlineData("no-such-file.pt", "x", "there is no such file")]
    [InlineData("", "../x", "this is no name")]
    public void What_cannot_be_imported_is_told(string file, string name, string fault)
    {
        var refused = Cli.Run("models", "import", file.Length > 0 ? file : _weights, "--name", name);
        refused.Code.ShouldBe(3);
        refused.Error.ShouldContain(fault);
    }

    private Cli.Outcome Import(string name, params string[] more) =>
        Cli.Run(["models", "import", _weights, "--name", name, "--recipe", _description, .. more]);
}
