using Undertone.Sound.Audio;

namespace Undertone.Cli.Tests;

public sealed class AugmentCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-augment-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_seed_decides_what_is_written()
    {
        var (clip, stages) = (Clip(), Stages("""[{ "type": "gain", "db": [-20, -10] }, { "type": "room" }]"""));
        string Run(string name, params string[] more)
        {
            var output = Path.Combine(_folder, name);
            Cli.Run(["augment", clip, output, "--stages", stages, .. more]).Code.ShouldBe(0);
            return Convert.ToHexString(File.ReadAllBytes(output));
        }

        var first = Run("a.wav");
        Run("b.wav", "--seed", "0").ShouldBe(first);
        Run("c.wav", "--seed", "1").ShouldNotBe(first);
        var written = AudioClip.Load(Path.Combine(_folder, "a.wav"));
        written.SampleRateHz.ShouldBe(16_000);
        written.Samples.Length.ShouldBe(8000);
        written.Samples.Max().ShouldBeLessThan(0.5f);
    }

    [Fact]
    public void A_recipe_lends_its_stages()
    {
        var recipe = Stages("""
            { "name": "r", "features": { "list": [ { "name": "rms" } ] }, "model": { "kind": "knn" },
              "training": { "copies": { "stages": [ { "type": "telephone" } ] } } }
            """);
        Cli.Run("augment", Clip(), Path.Combine(_folder, "a.wav"), "--stages", recipe).Code.ShouldBe(0);
    }

    [Fact]
    public void The_recording_itself_is_never_written_over()
    {
        var (clip, stages) = (Clip(), Stages("""[{ "type": "room" }]"""));
        var before = File.ReadAllBytes(clip);
        var around = Path.Combine(_folder, "x", "..", "clip.wav");
        var link = Path.Combine(_folder, "link.wav");
        File.CreateSymbolicLink(link, clip);
        foreach (var output in new[] { clip, around, link })
        {
            var run = Cli.Run("augment", clip, output, "--stages", stages);
            run.Code.ShouldBe(2);
            run.Error.ShouldContain("the recording itself");
            File.ReadAllBytes(clip).ShouldBe(before);
        }
    }

    [Theory]
    [InlineData("""[{ "type": "wind" }]""", "stages[0].type")]
    [InlineData("""[{ "type": "gain", "db": [-20] }]""", "stages[0].db")]
    [InlineData("""[{ "type": "gain", "db": [-20, "x"] }]""", "stages[0].db")]
    [InlineData("""[{ "type": "gain", "semitones": [1, 2] }]""", "stages[0].semitones")]
    [InlineData("[]", "stages")]
    [InlineData("{", "not JSON")]
    [InlineData("""[{ "type": "noise", "noise": "no such folder" }]""", "no such folder")]
    public void Stages_that_cannot_be_are_refused_with_their_place(string stages, string what)
    {
        var run = Cli.Run("augment", Clip(), Path.Combine(_folder, "a.wav"), "--stages", Stages(stages));
        run.Code.ShouldBe(3);
        run.Error.ShouldContain(what);
        run.Error.ShouldNotContain("(Parameter");
        File.Exists(Path.Combine(_folder, "a.wav")).ShouldBeFalse();
    }

    [Fact]
    public void Missing_files_are_named()
    {
        Cli.Run("augment", Clip(), "a.wav", "--stages", "none.json").Error.ShouldContain("none.json: there is no such file");
        Cli.Run("augment", "none.wav", "a.wav", "--stages", Stages("""[{ "type": "room" }]""")).Code.ShouldBe(3);
    }

    private string Clip()
    {
        var path = Path.Combine(_folder, "clip.wav");
        WavWriter.Write(path, new AudioClip([.. Enumerable.Range(0, 8000).Select(i => 0.5f * MathF.Sin(0.1f * i))], 16_000));
        return path;
    }

    private string Stages(string json)
    {
        var path = Path.Combine(_folder, "stages.json");
        File.WriteAllText(path, json);
        return path;
    }
}
