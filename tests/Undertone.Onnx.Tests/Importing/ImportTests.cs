using Undertone.Recognition.Emotions;
using Undertone.Recognition.Encoders;
using Undertone.Recognition.Export;
using Undertone.Recognition.Features;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Recipes;
using Undertone.Sound.Audio;
using static Undertone.Onnx.Tests.Importing.HandMade;

namespace Undertone.Onnx.Tests.Importing;

/// <summary>Models of others against PyTorch, which made them, and against what is reckoned by hand.</summary>
[Collection(ImportFolder.OneAtATime)]
public sealed class ImportTests : IDisposable
{
    private const double Tolerance = 1e-4;
    private readonly ImportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("last_hidden_state", "last_hidden_state")]
    [InlineData("last", "last_hidden_state")]
    [InlineData("0", "hidden_states.0")]
    [InlineData("1", "hidden_states.1")]
    [InlineData("logits", "logits")]
    public void Every_layer_is_what_PyTorch_says(string layer, string output)
    {
        var encoder = OnnxModels.Import(ImportFolder.Wave2Vec, "wave").Encoder;
        encoder.Layers.Select(l => l.Name).ShouldBe(["logits", "0", "1", "2", "last_hidden_state"]);
        var pipeline = new FeaturePipeline(Of("wave", $"\"layer\": \"{layer}\", \"pool\": \"frames\""));
        var (worst, place) = (0.0, "");
        foreach (var (test, i) in ImportFolder.Cases().Select((t, i) => (t!, i)))
        {
            var expected = ImportFolder.Numbers(test[output]!);
            var actual = pipeline.Compute(new AudioClip(ImportFolder.Numbers(test["samples"]!), 16_000));
            actual.Length.ShouldBe(expected.Length, $"clip {i}");
            for (var k = 0; k < expected.Length; k++)
            {
                var difference = Math.Abs((double)actual[k] - expected[k]);
                if (!(difference <= worst)) (worst, place) = (difference, $"clip {i}, element {k}: {actual[k]} instead of {expected[k]}");
            }
        }

        worst.ShouldBeLessThan(Tolerance, place);
    }

    [Fact]
    public void Frames_are_pooled_where_a_recipe_says_nothing_and_layers_stand_side_by_side()
    {
        var encoder = OnnxModels.Import(ImportFolder.Wave2Vec, "wave").Encoder;
        var clip = new AudioClip(ImportFolder.Numbers(ImportFolder.Cases()[1]!["samples"]!), 16_000);
        var frames = new FeaturePipeline(Of("wave", "\"layer\": 1, \"pool\": \"frames\"")).Compute(clip);
        var pooled = new FeaturePipeline(Recipe.Load("svm@wave").With("features.layer", "1"));
        pooled.InputShape.ShouldBe([48]);
        var vector = pooled.Compute(clip);
        for (var d = 0; d < 24; d++)
        {
            var column = Enumerable.Range(0, frames.Length / 24).Select(t => (double)frames[(t * 24) + d]).ToArray();
            var mean = column.Average();
            ((double)vector[d]).ShouldBe(mean, 1e-5, $"mean {d}");
            ((double)vector[24 + d]).ShouldBe(Math.Sqrt(column.Average(x => (x - mean) * (x - mean))), 1e-5, $"deviation {d}");
        }

        var both = new FeaturePipeline(Of("wave", "\"layer\": [1, 2], \"pool\": \"frames\""));
        both.InputShape.ShouldBe([-1, 48]);
        var beside = both.Compute(clip);
        for (var i = 0; i < frames.Length; i++) beside[(i / 24 * 48) + (i % 24)].ShouldBe(frames[i], $"element {i}");
        FeaturePipeline.Signature(Recipe.Load("svm@wave")).ShouldContain(encoder.Sha256);
    }

    [Fact]
    public void A_network_learns_the_weights_of_all_hidden_layers_and_a_classical_model_is_told_that_it_cannot()
    {
        _ = OnnxModels.Import(ImportFolder.Wave2Vec, "wave");
        var settled = EncoderRecipe.Settle(Recipe.Load("mlp@wave").With("features.layer", "\"weighted\""));
        settled.Encoder!.Layers.ShouldBe(["0", "1", "2"]);
        settled.Model.Layers[0]!.ToJsonString().ShouldBe("""{"type":"layer-weights","count":3}""");
        new FeaturePipeline(settled).InputShape.ShouldBe([3 * 48]);
        var refusal = Should.Throw<RecipeException>(
            () => EncoderRecipe.Settle(Recipe.Load("svm@wave").With("features.layer", "\"weighted\"")));
        refusal.Place.ShouldBe("features.layer");
    }

    [Fact]
    public void Hidden_layers_of_several_widths_have_no_average()
    {
        var file = _folder.Write("widths.onnx", "input_values", ["batch", "time"], (graph, x) =>
        [
            .. Enumerable.Range(0, 2).Select(l => (
                graph.Add("MatMul", [graph.Reshape(x, 1, -1, 1), graph.Constant($"w{l}", new float[l + 2], 1, l + 2)]),
                $"hidden_states.{l}", new[] { "batch", "time", $"{l + 2}" })),
        ]);
        _ = OnnxModels.Import(file, "widths");
        Should.Throw<RecipeException>(() => EncoderRecipe.Settle(Recipe.Load("mlp@widths").With("features.layer", "\"weighted\"")))
            .Message.ShouldContain("of one width");
    }

    [Fact]
    public void Named_logits_answer_by_themselves_and_outputs_of_one_emotion_are_summed()
    {
        var import = OnnxModels.Import(
            ImportFolder.Wave2Vec, "wave", new OnnxImportOptions { Labels = "happiness, sad, hap, ang", License = "MIT" });
        var bundle = ModelBundle.Load(import.Model.ShouldNotBeNull());
        bundle.Manifest.Labels.ShouldBe(["happy", "sad", "angry"]);
        bundle.Card.ShouldContain("MIT");
        using var recognizer = new EmotionRecognizer(bundle, "wave");
        var speech = AudioClip.Load(Repository.Of("samples", "audio", "angry-synthetic.wav"));
        var logits = new FeaturePipeline(Of("wave", "\"layer\": \"logits\"")).Compute(speech);
        var (weights, total) = (Array.ConvertAll(logits, l => Math.Exp(l)), logits.Sum(l => Math.Exp(l)));
        double[] expected = [(weights[0] + weights[2]) / total, weights[1] / total, weights[3] / total];
        var actual = recognizer.Predict(speech);
        actual.Speech.ShouldBeTrue();
        for (var c = 0; c < 3; c++) actual.Scores[c].Value.ShouldBe(expected[c], 1e-5, bundle.Manifest.Labels[c]);
        Should.Throw<ExportException>(() => OnnxExport.Save(bundle, Stream.Null)).Message.ShouldContain("stands in a file already");

        Directory.Delete(import.Folder, recursive: true);
        Should.Throw<ModelFormatException>(() => new EmotionRecognizer(bundle, "wave")).Message.ShouldContain("undertone models import");
    }

    [Fact]
    public void A_model_of_audEERING_s_kind_answers_arousal_dominance_and_valence()
    {
        var file = _folder.Write("model.onnx", "signal", ["batch", "time"], (graph, x) =>
        {
            var mean = graph.Reduce("ReduceMean", graph.Add("Abs", [x]), true, 1);
            return
            [
                (graph.Add("MatMul", [mean, graph.Constant("w", [1f, 2f, -3f, 4f, 5f], 1, 5)]), "hidden_states", ["batch", "5"]),
                (graph.Add("MatMul", [mean, graph.Constant("v", [1f, 2f, 4f], 1, 3)]), "logits", ["batch", "3"]),
            ];
        });
        var import = OnnxModels.Import(file, "dims");
        import.Notes[0].ShouldContain("audEERING");
        using var recognizer = EmotionRecognizer.Load(import.Model.ShouldNotBeNull());
        recognizer.Labels.ShouldBe(LabelSet.None);
        var speech = AudioClip.Load(Repository.Of("samples", "audio", "angry-synthetic.wav"));
        var mean = speech.Resample(16_000).Samples.Average(s => Math.Abs((double)s));
        var answer = recognizer.Predict(speech).Dimensions.ShouldNotBeNull();
        answer.Select(d => d.Key).ShouldBe(["arousal", "dominance", "valence"]);
        answer["arousal"]!.Value.ShouldBe(mean, 1e-5);
        answer["dominance"]!.Value.ShouldBe(2 * mean, 1e-5);
        answer["valence"]!.Value.ShouldBe(4 * mean, 1e-5);
        new FeaturePipeline(Recipe.Load("svm@dims")).InputShape.ShouldBe([5]);
    }

    [Fact]
    public void A_model_that_sums_over_time_is_found_to_change_with_padding_and_one_over_the_batch_with_batches()
    {
        string Make(string file, params long[] axes) => _folder.Write(file, "x", ["batch", "time"], (graph, x) =>
            [(graph.Add("Add", [x, graph.Reduce("ReduceMean", graph.Add("Abs", [x]), true, axes)]), "y", ["batch", "time"])]);
        var time = OnnxModels.Import(Make("time.onnx", 1), "time");
        time.Notes.ShouldContain("silence behind a clip changes answers");
        time.Notes.ShouldContain("a batch gives what clips give alone");
        var batch = OnnxModels.Import(Make("batch.onnx", 0), "batch");
        batch.Notes.ShouldContain("a batch changes answers");
        batch.Notes.ShouldContain("silence behind a clip does not change its steps");
    }

    [Fact]
    public void A_mask_of_whole_numbers_tells_which_samples_count()
    {
        // The mean of the magnitudes that count: sum(|x| * mask) / sum(mask).
        byte[] axes = Field(5, [.. Text(1, "axes"), 0x40, 1, 0xA0, 0x01, 7]);
        var file = Path.Combine(_folder.Root, "masked.onnx");
        File.WriteAllBytes(file, Model(
            11,
            Node("Abs", "", "input_values", "size"),
            Node("Cast", "", "attention_mask", "own", Field(5, [.. Text(1, "to"), 0x18, 1, 0xA0, 0x01, 2])),
            Node("Mul", "", "size", "kept", Text(1, "own")),
            Node("ReduceSum", "", "kept", "sum", axes),
            Node("ReduceSum", "", "own", "count", axes),
            Node("Div", "", "sum", "y", Text(1, "count")),
            Text(2, "g"),
            Port(11, "input_values"),
            Port(11, "attention_mask", type: 7),
            Port(12, "y")));
        var import = OnnxModels.Import(file, "masked", new OnnxImportOptions { Input = "waveform" });
        import.Notes.ShouldContain("a batch gives what clips give alone");
        import.Notes.ShouldContain("silence behind a clip does not change its steps");
        float[] samples = [.. Enumerable.Range(0, 5000).Select(i => (i % 200 / 200f) - 0.5f)];
        var actual = new FeaturePipeline(Of("masked", "\"layer\": \"last\"")).Compute(new AudioClip(samples, 16_000));
        actual.Length.ShouldBe(1);
        ((double)actual[0]).ShouldBe(samples.Average(s => Math.Abs((double)s)), 1e-5);
    }

    [Fact]
    public void A_fixed_length_is_filled_up_and_longer_clips_are_heard_in_pieces()
    {
        var file = _folder.Write("fixed.onnx", "audio", ["1", "8000"], (graph, x) =>
            [(graph.Reshape(x, 1, 100, 80), "frames", ["1", "100", "80"])]);
        OnnxModels.Import(file, "fixed").Notes[0].ShouldContain("8000");
        var pipeline = new FeaturePipeline(Of("fixed", "\"pool\": \"frames\""));
        pipeline.InputShape.ShouldBe([-1, 80]);
        float[] samples = [.. Enumerable.Range(0, 12_000).Select(i => i / 12_000f)];
        pipeline.Compute(new AudioClip(samples, 16_000)).ShouldBe(samples);
        pipeline.Compute(new AudioClip(samples[..4010], 16_000)).ShouldBe([.. samples[..4010], .. new float[70]]);
    }

    [Fact]
    public void Log_mel_frames_of_a_graph_in_front_are_heard_in_windows_as_openWakeWord_s_embedding_does()
    {
        // It gives the samples another shape, and multiplies them by a one that stands in a file beside it.
        long[] sizes = [1, 1, -1, 32];
        byte[] shape = [0x08, 4, 0x10, 7, .. Text(8, "shape"), .. Field(9, [.. sizes.SelectMany(BitConverter.GetBytes)])];
        File.WriteAllBytes(Path.Combine(_folder.Root, "melspectrogram.onnx"), Model(
            13, Node("Reshape", "", "input", "frames", Text(1, "shape")), Node("Mul", "", "frames", "mel", Text(1, "w")),
            Field(5, shape), Field(5, Floats(1, Outside("front.bin"))), Port(11, "input"), Port(12, "mel")));
        File.WriteAllBytes(Path.Combine(_folder.Root, "front.bin"), BitConverter.GetBytes(1f));
        var file = _folder.Write("embedding.onnx", "input_1", ["batch", "76", "32", "1"], (graph, x) =>
            [(graph.Add("MatMul", [graph.Reduce("ReduceMean", x, true, 1, 2), graph.Constant("w", [1f, 2f], 1, 2)]), "conv2d_19",
                ["batch", "1", "1", "2"])]);
        var import = OnnxModels.Import(file, "wake");
        import.Notes[0].ShouldContain("openWakeWord");
        import.Notes[0].ShouldContain("windows of 76 frames, one every 8");
        File.Exists(Path.Combine(import.Folder, "front.bin")).ShouldBeTrue("numbers of the graph in front are kept with it");
        float[] samples = [.. Enumerable.Range(0, 100 * 32).Select(i => (i - 1600) / 32768f)];
        var pipeline = new FeaturePipeline(Of("wake", "\"pool\": \"frames\""));
        var frames = pipeline.Compute(new AudioClip(samples, 16_000));
        frames.Length.ShouldBe(4 * 2);
        for (var w = 0; w < 4; w++)
        {
            var expected = (Enumerable.Range(w * 8 * 32, 76 * 32).Average(i => (double)i - 1600) / 10) + 2;
            ((double)frames[2 * w]).ShouldBe(expected, 1e-3, $"window {w}");
            ((double)frames[(2 * w) + 1]).ShouldBe(2 * expected, 2e-3, $"window {w}");
        }

        // Fewer samples than the graph in front takes are filled up.
        pipeline.Compute(new AudioClip(samples[..100], 16_000)).Length.ShouldBe(2);
    }

    [Fact]
    public void Whisper_s_encoder_is_given_30_seconds_and_gives_back_what_is_of_the_clip()
    {
        var file = _folder.Write("encoder.onnx", "input_features", ["batch", "80", "3000"], (graph, x) =>
            [(graph.Transpose(x, 0, 2, 1), "last_hidden_state", ["batch", "3000", "80"])]);
        OnnxModels.Import(file, "whisper").Notes[0].ShouldContain("Whisper");
        var pipeline = new FeaturePipeline(Of("whisper", "\"pool\": \"frames\""));
        var speech = AudioClip.Load(Repository.Of("samples", "audio", "angry-synthetic.wav")).Resample(16_000);
        var picture = new Models.WhisperMel(80).Compute(speech.Samples);
        var frames = pipeline.Compute(speech);
        frames.Length.ShouldBe(80 * (int)Math.Ceiling(3000.0 * speech.Samples.Length / 480_000));
        for (var i = 0; i < frames.Length; i++) frames[i].ShouldBe(picture[((i % 80) * 3000) + (i / 80)], $"element {i}");
    }

    private static Recipe Of(string encoder, string more) => Recipe.Parse(
        $$"""
        { "name": "t", "features": { "shape": "encoder", "encoder": "{{encoder}}", {{more}} },
          "model": { "kind": "network", "layers": [ { "type": "dense", "units": 2 } ] } }
        """);
}
