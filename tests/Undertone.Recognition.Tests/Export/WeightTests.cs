using Undertone.Learning.Neural;
using Undertone.Learning.State;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Export;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Tests.Export;

/// <summary>Weights of PyTorch 1.13 (tests/Golden/pytorch-1.13/weights) in models of recipes, and back.</summary>
public sealed class WeightTests : IDisposable
{
    private const string CnnLstm = """
        { "name": "cnn-lstm", "features": { "shape": "frames", "list": [{ "name": "mfcc", "n_mfcc": 12 }] },
          "model": { "kind": "network", "layers": [
            { "type": "conv1d", "filters": 8, "kernel": 5, "stride": 2 }, { "type": "batch-norm" }, { "type": "relu" },
            { "type": "conv1d", "filters": 6, "kernel": 3, "groups": 2, "activation": "relu" },
            { "type": "lstm", "units": 7, "returnSequences": true },
            { "type": "bidirectional", "layer": { "type": "gru", "units": 5, "returnSequences": true } },
            { "type": "layer-norm" }, { "type": "global-average-pool" }, { "type": "dense", "units": 9, "activation": "relu" } ] } }
        """;

    private const string CnnAttention = """
        { "name": "cnn-attention", "features": { "shape": "image", "list": [{ "name": "mfcc", "n_mfcc": 6 }] },
          "model": { "kind": "network", "layers": [
            { "type": "conv2d", "filters": 4, "kernel": 3, "useBias": false, "activation": "tanh" },
            { "type": "reshape", "shape": [-1, 24] }, { "type": "multi-head-attention", "heads": 4 },
            { "type": "global-average-pool" } ] } }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-weights-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("cnn-lstm", CnnLstm, "neutral,happy,sad,angry")]
    [InlineData("cnn-attention", CnnAttention, "neutral,happy,sad")]
    public void Weights_that_PyTorch_trained_give_its_logits(string name, string recipe, string labels)
    {
        var bundle = Import(name, recipe, labels);
        var (x, y) = (NpyArray.Load(Golden(name + "-input.npy")), NpyArray.Load(Golden(name + "-logits.npy")));
        var (worst, place) = (0.0, "");
        for (var i = 0; i < x.Shape[0]; i++)
        {
            var size = x.Values.Length / x.Shape[0];
            var logarithms = Answer(bundle, x.ToSingle().AsSpan(i * size, size).ToArray()).Select(p => Math.Log(p)).ToArray();
            for (var c = 1; c < logarithms.Length; c++)
            {
                var expected = y.Values[(i * logarithms.Length) + c] - y.Values[i * logarithms.Length];
                var difference = Math.Abs(logarithms[c] - logarithms[0] - expected);
                if (!(difference <= worst)) (worst, place) = (difference, $"sample {i}, class {c}: {expected}");
            }
        }

        worst.ShouldBeLessThan(1e-5, place);
    }

    [Theory]
    [InlineData("cnn-lstm", CnnLstm, "neutral,happy,sad,angry")]
    [InlineData("cnn-attention", CnnAttention, "neutral,happy,sad")]
    public void What_is_written_has_the_names_and_numbers_that_PyTorch_gave(string name, string recipe, string labels)
    {
        var theirs = TensorFile.Read(Golden(name + ".safetensors")).Tensors
            .Where(t => !t.Name.EndsWith("tracked", StringComparison.Ordinal)).ToDictionary(t => t.Name);
        var file = Export(Import(name, recipe, labels));
        var written = TensorFile.Read(file).Tensors.ToDictionary(t => t.Name);
        written.Keys.Order().ShouldBe(theirs.Keys.Order());
        foreach (var (key, tensor) in written)
        {
            tensor.Shape.ShouldBe(theirs[key].Shape, key);
            // The two biases of an LSTM are one here, and written as their sum and zeros.
            double[] expected = key switch
            {
                "lstm_1.bias_ih_l0" => [.. Singles(theirs[key]).Zip(Singles(theirs["lstm_1.bias_hh_l0"]), (a, b) => (double)(a + b))],
                "lstm_1.bias_hh_l0" => new double[tensor.Shape[0]],
                _ => theirs[key].ToDoubles(),
            };
            tensor.ToDoubles().ShouldBe(expected, key);
        }
    }

    [Fact]
    public void A_model_comes_back_as_it_was_with_its_terms_and_without_its_scores()
    {
        var bundle = Import("cnn-lstm", CnnLstm, "neutral,happy,sad,angry");
        bundle = bundle with
        {
            Manifest = bundle.Manifest with
            {
                TrainingCorpora = [new TrainingCorpus("own", "for nobody", 3, 1)],
                Temperature = 1.5,
                Evaluation = [],
            },
        };
        var again = WeightImport.Read(Export(bundle), "again");
        again.Manifest.Name.ShouldBe("again");
        again.Manifest.Labels.ShouldBe(bundle.Manifest.Labels);
        again.Manifest.Temperature.ShouldBe(1.5);
        again.Manifest.TrainingCorpora.ShouldBe(bundle.Manifest.TrainingCorpora);
        again.Manifest.Evaluation.ShouldBeNull();
        again.Manifest.Scaler.Offset.ShouldBe(bundle.Manifest.Scaler.Offset);
        again.Card.ShouldContain("for nobody");
        again.Weights.Select(w => w.Name).ShouldBe(bundle.Weights.Select(w => w.Name));
        for (var i = 0; i < again.Weights.Count; i++) again.Weights[i].Data.ShouldBe(bundle.Weights[i].Data, again.Weights[i].Name);
        using var recognizer = new EmotionRecognizer(again, "again");
        recognizer.Labels.ShouldBe(bundle.Manifest.Labels);
    }

    [Theory]
    [InlineData("neutral,happy", "dense_2.weight")]
    [InlineData("", "--labels")]
    public void What_does_not_fit_is_named(string labels, string what)
    {
        var e = Should.Throw<ModelFormatException>(() => WeightImport.Read(
            Golden("cnn-lstm.safetensors"), "x", Recipe.Parse(CnnLstm), labels.Length == 0 ? null : LabelSet.Parse(labels)));
        e.Message.ShouldContain("cnn-lstm.safetensors");
        e.Message.ShouldContain(what);
    }

    [Fact]
    public void Notes_that_are_damaged_are_not_believed()
    {
        var file = Path.Combine(_folder, "w.safetensors");
        foreach (var notes in new[] { "{", "{}", """{ "formatVersion": 3, "recipe": { "name": 1 } }""" })
        {
            using (var stream = File.Create(file))
                Safetensors.Write(stream, TensorFile.Read(Golden("cnn-lstm.safetensors")).Tensors, [new("undertone.model", notes)]);
            var e = Should.Throw<ModelFormatException>(() => WeightImport.Read(file, "x"));
            e.Message.ShouldContain("what it says of its model is damaged");
            e.Message.ShouldContain("--labels");
        }
    }

    [Fact]
    public void A_missing_and_a_foreign_tensor_are_named()
    {
        var tensors = TensorFile.Read(Golden("cnn-lstm.safetensors")).Tensors;
        var file = Path.Combine(_folder, "w.safetensors");
        Refused([.. tensors.Where(t => t.Name != "lstm_1.weight_hh_l0")], "'lstm_1.weight_hh_l0' [28, 7]");
        Refused([.. tensors, StateTensor.From("other.weight", [1f], 1)], "other.weight");
        Refused([.. tensors.Where(t => t.Name != "scaler.scale")], "scaler.scale [12]");

        void Refused(IReadOnlyList<StateTensor> written, string what)
        {
            using (var stream = File.Create(file)) Safetensors.Write(stream, written);
            Should.Throw<ModelFormatException>(
                () => WeightImport.Read(file, "x", Recipe.Parse(CnnLstm), LabelSet.Parse("neutral,happy,sad,angry")))
                .Message.ShouldContain(what);
        }
    }

    [Fact]
    public void What_is_no_network_is_refused()
    {
        var fused = EmotionRecognizer.LoadBuiltInBundle();
        Should.Throw<ExportException>(() => WeightExport.Save(fused, new MemoryStream())).Message.ShouldContain("two models in one");
        var half = fused with { Manifest = fused.Manifest with { Recipe = fused.Manifest.Recipe.WithoutFusion() } };
        Should.Throw<ExportException>(() => WeightExport.Save(half, new MemoryStream())).Message.ShouldContain("encoder byol-s");
        foreach (var recipe in new[] { "svm", "svm@byol-s" })
        {
            Should.Throw<RecipeException>(
                () => WeightImport.Read(Golden("cnn-lstm.safetensors"), "x", Recipe.Load(recipe), LabelSet.Common7))
                .Message.ShouldContain("one network");
        }
    }

    private static float[] Singles(StateTensor tensor) => tensor.AsSingles().ToSingles();

    private static string Golden(string file) => Repository.Of("tests", "Golden", "pytorch-1.13", "weights", file);

    private static ModelBundle Import(string name, string recipe, string labels) =>
        WeightImport.Read(Golden(name + ".safetensors"), name, Recipe.Parse(recipe), LabelSet.Parse(labels));

    private static float[] Answer(ModelBundle bundle, float[] input)
    {
        var manifest = bundle.Manifest;
        var network = Network.Restore(manifest.Recipe.Model.Layers, [.. manifest.InputShape], manifest.Labels.Count, bundle.Weights);
        manifest.Scaler.Transform(input);
        var answer = new float[manifest.Labels.Count];
        network.Predict([input], answer);
        return answer;
    }

    private string Export(ModelBundle bundle)
    {
        var file = Path.Combine(_folder, "out.safetensors");
        WeightExport.Save(bundle, file);
        return file;
    }
}
