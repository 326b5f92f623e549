using Undertone.Learning.State;
using Undertone.Recognition.Encoders;
using Undertone.Recognition.Features;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Tests.Files;
using Undertone.Sound.Audio;
using Undertone.Sound.Features.Engine;

namespace Undertone.Recognition.Tests.Encoders;

/// <summary>The encoder that comes with the library is the published one: its reference numbers, each element.</summary>
public sealed class ByolSTests
{
    private const double Tolerance = 1e-4;

    [Theory]
    [InlineData("speech_a")]
    [InlineData("chirp_noise")]
    public void Its_features_are_those_of_the_reference(string signal)
    {
        var clip = AudioClip.Load(Golden(signal + "_16k.wav"));
        var encoder = (NetworkEncoder)EncoderCatalog.Load("byol-s");
        var features = new FeatureExtractor(encoder.Recipe.Features.List, clip.SampleRateHz).Extract(clip.Samples)[0];
        var expected = NpyArray.Load(Golden(signal + "_logmel.npy"));
        expected.Shape.ShouldBe([64, features.Frames]);
        var turned = Enumerable.Range(0, 64 * features.Frames).Select(i => features.Frame(i % features.Frames)[i / features.Frames]);
        var exact = NpyArray.Load(Golden(signal + "_logmel_double.npy"));
        Close.Assert(turned.ToArray(), exact.ToSingle(), Tolerance, 0, signal + " in double precision");
        // The published numbers are of single precision, and in quiet bands that far from double precision themselves.
        var differences = turned.Zip(expected.Values, (own, theirs) => Math.Abs(own - theirs)).ToArray();
        differences.Max().ShouldBeLessThan(3.6e-4);
        var rounded = exact.Values.Zip(expected.Values).Count(p => Math.Abs(p.First - p.Second) > Tolerance);
        differences.Count(d => d > Tolerance).ShouldBe(rounded);
    }

    [Theory]
    [InlineData("speech_a")]
    [InlineData("chirp_noise")]
    public void Its_frames_and_its_embedding_are_those_of_the_reference(string signal)
    {
        var clip = AudioClip.Load(Golden(signal + "_16k.wav"));
        var frames = NpyArray.Load(Golden(signal + "_frames.npy"));
        Close.Assert(AsRecorded("dense_2").Compute(clip), frames.ToSingle(), Tolerance, 0, signal);
        var embedding = NpyArray.Load(Golden(signal + "_embedding.npy"));
        Close.Assert(AsRecorded("pooled").Compute(clip), embedding.ToSingle(), Tolerance, 0, signal);
        Close.Assert(AsRecorded("max_mean_pool_1").Compute(clip), embedding.ToSingle(), Tolerance, 0, signal);
        AsRecorded("dense_2").InputShape.ShouldBe([-1, 512]);
        AsRecorded("pooled").InputShape.ShouldBe([512]);
    }

    [Fact]
    public void Importing_the_tensors_under_their_published_names_makes_the_bytes_that_are_carried()
    {
        var carried = (NetworkEncoder)EncoderCatalog.Load("byol-s");
        using var folder = new TemporaryFolder();
        var file = folder["weights.safetensors"];
        using (var stream = File.Create(file)) Safetensors.Write(stream, Published(carried));
        var imported = EncoderImport.Read(file, "byol-s");
        Bytes(imported).ShouldBe(File.ReadAllBytes(
            Repository.Of("src", "Undertone.Recognition", "Encoders", "byol-s", "byol-s.encoder.safetensors")));
        imported.Sha256.ShouldBe(carried.Sha256);
        imported.ParameterCount.ShouldBe(600_576);
        imported.Notes.License.ShouldBe(File.ReadAllText(Golden("LICENSE")));
    }

    /// <summary>The encoder's arrays turned back to PyTorch's layout under their published names, with its counters.</summary>
    private static StateTensor[] Published(NetworkEncoder encoder)
    {
        (string Own, string Theirs)[] layers =
        [
            ("conv2d_1", "features.0"), ("batch_norm_1", "features.1"), ("conv2d_2", "features.4"), ("batch_norm_2", "features.5"),
            ("conv2d_3", "features.8"), ("batch_norm_3", "features.9"), ("dense_1", "fc.0"), ("dense_2", "fc.3"),
        ];
        var tensors = encoder.Weights.Select(w =>
        {
            var dot = w.Name.LastIndexOf('.');
            var part = w.Name[(dot + 1)..] switch
            {
                "kernel" or "gamma" => "weight",
                "bias" or "beta" => "bias",
                "moving_mean" => "running_mean",
                _ => "running_var",
            };
            return Reversed($"{layers.Single(l => l.Own == w.Name[..dot]).Theirs}.{part}", w);
        });
        return [.. tensors, .. new[] { 1, 5, 9 }.Select(i => new StateTensor($"features.{i}.num_batches_tracked", "I64", [], new byte[8]))];
    }

    private static StateTensor Reversed(string name, StateTensor own)
    {
        var values = own.ToSingles();
        int[] shape = [.. own.Shape.Reverse()];
        var turned = new float[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var (rest, at, stride) = (i, 0, values.Length);
            for (var axis = own.Shape.Count - 1; axis >= 0; axis--)
            {
                stride /= own.Shape[axis];
                at += rest % own.Shape[axis] * stride;
                rest /= own.Shape[axis];
            }

            turned[at] = values[i];
        }

        return StateTensor.From(name, turned, shape);
    }

    private static byte[] Bytes(NetworkEncoder encoder)
    {
        using var stream = new MemoryStream();
        EncoderFile.Write(stream, encoder);
        return stream.ToArray();
    }

    private static FeaturePipeline AsRecorded(string layer) => new(Recipe.Parse($$"""
        { "name": "x", "features": { "shape": "encoder", "encoder": "byol-s", "layer": "{{layer}}" }, "model": { "kind": "network",
            "layers": [ { "type": "dense", "units": 4 } ] },
          "hearing": { "offset": "keep", "level": "as-recorded", "band": "whole", "speech": "whole", "floorDb": "none" } }
        """));

    private static string Golden(string name) => Repository.Of("tests", "Golden", "byol-s", name);
}
