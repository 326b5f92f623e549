using System.Text.Json.Nodes;
using Undertone.Learning.State;
using Undertone.Recognition.Corpora.Synthesis;
using Undertone.Recognition.Encoders;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Features;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Tests.Encoders;

/// <summary>Models on encoders from training to their answers.</summary>
public sealed class EncoderTrainingTests : IDisposable
{
    private readonly TemporaryWeights _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void A_model_carries_the_encoder_that_it_needs_to_answer()
    {
        var encoder = _files.Encoder(TinyEncoder.Make(_files), "tiny.encoder.safetensors");
        var run = Train(Recipe.Load("knn@" + encoder));
        run.Model!.Manifest.Recipe.Name.ShouldBe("knn@tiny");
        run.Model.Card.ShouldContain("None.");
        File.Delete(encoder);
        var recognizer = EmotionRecognizer.Load(Path.Combine(run.Folder.FullPath, "folds", "1", "model.undertone"));
        foreach (var answer in run.Evaluation!.Tested.Where(t => t.Fold == 1).Take(5))
        {
            var scores = recognizer.Predict(answer.Utterance.Path).Scores;
            scores.Select(s => s.Value).ToArray().ShouldBe(answer.Probabilities.Select(p => (double)p).ToArray(), 1e-6);
        }
    }

    [Fact]
    public void A_model_whose_encoder_is_damaged_is_refused()
    {
        var run = Train(Recipe.Load("knn@" + _files.Encoder(TinyEncoder.Make(_files), "tiny.encoder.safetensors")));
        var (bundle, weights) = (run.Model!, run.Model!.Weights);
        bundle.EncoderWeights.Count.ShouldBe(8);
        bundle.ModelWeights.ShouldAllBe(w => !w.Name.StartsWith("encoder."));
        Refusal(bundle with { Weights = [.. weights.Take(weights.Count - 1)] });
        Refusal(bundle with { Weights = [.. weights.SkipLast(1), StateTensor.From("encoder.dense_1.bias", [1f, 2], 2)] });
        Refusal(bundle with { Weights = [.. weights.SkipLast(1), StateTensor.From("encoder.dense_1.bias", [1f, float.NaN, 2], 3)] });
        Refusal(bundle with { Manifest = bundle.Manifest with { Encoder = null } });
        Refusal(bundle with { Manifest = bundle.Manifest with { Encoder = new JsonObject { ["formatVersion"] = 2 } } });
    }

    [Fact]
    public void A_network_starts_with_the_weights_of_the_encoder_and_its_moving_averages()
    {
        var encoder = TinyEncoder.Make(_files);
        var path = _files.Encoder(encoder, "tiny.encoder.safetensors");
        var run = Train(Recipe.Parse($$"""
            { "name": "fine", "startFrom": { "encoder": {{JsonValue.Create(path).ToJsonString()}} },
              "model": { "kind": "network", "layers": [ { "type": "dense", "units": 4, "activation": "relu" } ] },
              "training": { "epochs": 1, "optimizer": { "type": "sgd", "learningRate": 1e-12 } } }
            """));
        var weights = run.Model!.Weights.ToDictionary(w => w.Name);
        foreach (var own in encoder.Weights)
        {
            // One epoch moves the averages of the batches; weights hardly move at this rate.
            if (own.Name.Contains("moving", StringComparison.Ordinal)) weights[own.Name].Data.ShouldNotBe(own.Data, own.Name);
            else Close.Assert(weights[own.Name].ToSingles(), own.ToSingles(), 1e-6, 0, own.Name);
        }

        run.Model.Manifest.Scaler.Offset.ShouldBe(encoder.Scaler.Offset);
        File.Delete(path);
        var clip = new AudioClip([0.1f, -0.1f, 0.2f], 16000);
        new EmotionRecognizer(run.Model, "x").Predict(clip).Scores.Sum(s => s.Value).ShouldBe(1, 1e-5);
    }

    [Fact]
    public void Frozen_layers_of_an_encoder_end_as_they_began_and_the_others_do_not()
    {
        var encoder = TinyEncoder.Make(_files);
        var path = _files.Encoder(encoder, "tiny.encoder.safetensors");
        var run = Train(Recipe.Parse($$"""
            { "name": "fine", "startFrom": { "encoder": {{JsonValue.Create(path).ToJsonString()}}, "freeze": ["conv2d", "batch_norm_1"] },
              "model": { "kind": "network", "layers": [ { "type": "dense", "units": 4, "activation": "relu" } ] },
              "training": { "epochs": 1 } }
            """));
        var weights = run.Model!.Weights.ToDictionary(w => w.Name);
        foreach (var own in encoder.Weights)
        {
            if (own.Name.StartsWith("dense", StringComparison.Ordinal)) weights[own.Name].Data.ShouldNotBe(own.Data, own.Name);
            else weights[own.Name].Data.ShouldBe(own.Data, own.Name);
        }
    }

    [Fact]
    public void A_models_own_network_is_an_encoder_whose_output_its_last_layer_saw()
    {
        var recipe = Recipe.Parse("""
            { "name": "own", "features": { "shape": "frames", "list": [ { "name": "mfcc", "n_mfcc": 8, "n_mels": 20 } ] },
              "hearing": { "band": 7000 },
              "model": { "kind": "network", "layers": [ { "type": "conv1d", "filters": 6, "kernel": 3 }, { "type": "batch-norm" },
                { "type": "relu" }, { "type": "statistics-pool" }, { "type": "dense", "units": "classes" } ] },
              "training": { "epochs": 2 } }
            """);
        var run = Train(recipe);
        var file = Path.Combine(run.Folder.FullPath, "model.undertone");
        var encoder = (NetworkEncoder)EncoderCatalog.Load(file);
        encoder.Summary.Select(l => l.Name).ShouldBe(["conv1d_1", "batch_norm_1", "relu_1", "statistics_pool_1"]);
        encoder.Recipe.Hearing.BandHz.ShouldBe(7000);
        var clip = AudioClip.Load(run.Evaluation!.Tested[0].Utterance.Path);
        var embedding = new FeaturePipeline(Recipe.Load("knn@" + file)).Compute(clip);
        embedding.Length.ShouldBe(12);

        var bundle = ModelBundle.Load(file);
        var (kernel, bias) = (bundle.Weights[^2].ToSingles(), bundle.Weights[^1].ToSingles());
        var logits = bias.Select((b, k) => b + embedding.Select((e, i) => (double)e * kernel[(i * bias.Length) + k]).Sum()).ToArray();
        var calibrated = logits.Select(l => Math.Exp(l / bundle.Manifest.Temperature)).ToArray();
        var scores = EmotionRecognizer.Load(file).Predict(clip).Scores;
        scores.Select(s => s.Value).ToArray().ShouldBe(calibrated.Select(c => c / calibrated.Sum()).ToArray(), 1e-5);
    }

    [Theory]
    [InlineData("mlp")]
    [InlineData("knn")]
    public void A_model_over_pooled_features_is_no_encoder(string recipe)
    {
        var run = Train(Recipe.Load(recipe).With("training.epochs", "1").With("features.list", """[ { "name": "rms" } ]"""));
        Should.Throw<EncoderFormatException>(() => EncoderCatalog.Load(Path.Combine(run.Folder.FullPath, "model.undertone")))
            .Message.ShouldContain("network over frames or an image");
    }

    private static void Refusal(ModelBundle bundle) =>
        Should.Throw<ModelFormatException>(() => new EmotionRecognizer(bundle, "bad.undertone")).Message.ShouldStartWith("bad.undertone: ");

    private TrainingRunResult Train(Recipe recipe)
    {
        var data = _files["corpus"];
        if (!Directory.Exists(data)) SyntheticCorpus.Write(data, new SyntheticCorpusOptions { Speakers = 2 });
        var options = new TrainingRunOptions { Data = [data], Recipe = recipe, Folds = 2, Threads = 1 };
        return new TrainingRun(options, new Workspace { Runs = _files["runs"], Cache = new FeatureCache(_files["cache"]) }).Execute();
    }
}
