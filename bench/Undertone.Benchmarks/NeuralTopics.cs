extern alias learning;
using System.Diagnostics;
using System.Globalization;
using Undertone.Learning.Kernels;
using Undertone.Learning.Neural;
using Undertone.Recognition.Features;
using Undertone.Recognition.Hearing;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Recipes;
using Undertone.Sound.Audio;
using FloatBuffer = learning::Undertone.Kernels.AlignedBuffer<float>;

namespace Undertone.Benchmarks;

/// <summary>Training steps, predictions and matrix products against PyTorch at its best number of threads.</summary>
internal static class NeuralTopics
{
    private const int Batch = 32;

    /// <summary>
    /// One step of batch 32: forward, loss, backward, Adam, on two threads. Then, on the error stream, how fast that is as a matrix
    /// product: a step takes three times the operations of its forward pass.
    /// </summary>
    public static void Training(IReadOnlyCollection<string> wanted)
    {
        var peers = Peer.StartAll("training", Threads(1, 1), Threads(2, 2), Threads(2, 1));
        ReferenceNetwork[] networks = [.. ReferenceNetwork.All, ReferenceNetwork.ByolS];
        var steps = Comparison.Run(
            [.. networks.Select(n => new ComparisonRow(n.Name, () => StepOf(n), Rounds: 9))], peers, wanted);
        foreach (var peer in peers) peer.Dispose();
        var best = BestProduct(threads: 2);
        foreach (var network in networks.Where(n => steps.ContainsKey(n.Name)))
        {
            var speed = 3 * Batch * network.ForwardMegaflops / steps[network.Name];
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{network.Name}: {speed:0} GFLOP/s, {speed / best:P0} of a product of 2048 ({best:0} GFLOP/s)"));
        }
    }

    /// <summary>
    /// The reference networks alone on one sample and on 32; speech detection; then whole recipes, from the samples of a clip to its
    /// scores, and an encoder, from the samples to its embedding. One thread.
    /// </summary>
    public static void Inference(IReadOnlyCollection<string> wanted)
    {
        var peers = Peer.StartAll("inference", Threads(1, 1));
        var recipes = Recipe.BuiltIn.Names.Where(n => Recipe.Load(n).Model.Kind == ModelPlan.Network);
        ComparisonRow[] rows =
        [
            .. ReferenceNetwork.All.Select(n => new ComparisonRow(n.Name, () => PredictionOf(n, 1), Rounds: 31)),
            .. ReferenceNetwork.All.Select(n => new ComparisonRow(n.Name + "-b32", () => PredictionOf(n, Batch), Rounds: 15)),
            new("speech-detection", Detection, Rounds: 31),
            .. recipes.Select(n => new ComparisonRow("clip-" + n, () => AnswerOf(n), Rounds: 31)),
            new("byol-s", EmbeddingOf, Rounds: 31),
        ];
        Comparison.Run(rows, peers, wanted);
        foreach (var peer in peers) peer.Dispose();
    }

    /// <summary>Products on one and two threads; small ones are repeated to 100 million operations on both sides.</summary>
    public static void Gemm(IReadOnlyCollection<string> wanted)
    {
        foreach (var threads in (ReadOnlySpan<int>)[1, 2])
        {
            var peers = Peer.StartAll("gemm", Threads(threads, threads));
            string Name(string size) => string.Create(CultureInfo.InvariantCulture, $"{size}-t{threads}");
            Comparison.Run(
                [.. ProductSizes.All.Select(s => new ComparisonRow(Name(s), () => ProductOf(s, threads), Rounds: 21))], peers, wanted);
            foreach (var peer in peers) peer.Dispose();
        }
    }

    private static Dictionary<string, string> Threads(int openMp, int openBlas) => new()
    {
        ["OMP_NUM_THREADS"] = openMp.ToString(CultureInfo.InvariantCulture),
        ["OPENBLAS_NUM_THREADS"] = openBlas.ToString(CultureInfo.InvariantCulture),
    };

    internal static Action StepOf(ReferenceNetwork network)
    {
        var set = new SampleSet(network.Samples(Batch), [.. Enumerable.Range(0, Batch).Select(i => i % network.Classes)]);
        var net = network.Create();
        var step = new OneStep(new Trainer(net, new TrainingOptions { Epochs = 1_000_000, BatchSize = Batch, Threads = 2 }), set);
        return step.Run;
    }

    private static Action PredictionOf(ReferenceNetwork network, int batch)
    {
        var net = network.Create();
        net.Threads = 1;
        var samples = network.Samples(batch);
        var probabilities = new float[batch * network.Classes];
        return () => net.Predict(samples, probabilities);
    }

    /// <summary>Where speech is in three seconds of noise.</summary>
    private static Action Detection()
    {
        var samples = ThreeSeconds(16_000).Samples;
        return () => SpeechDetector.Default.RawProbabilities(samples);
    }

    /// <summary>A recipe's features and its network, untrained, on three seconds of noise at its own rate.</summary>
    private static Action AnswerOf(string name)
    {
        var recipe = Recipe.Load(name);
        var pipeline = new FeaturePipeline(recipe);
        var model = NetworkModel.Create(recipe, pipeline.InputShape, 8, seed: 1);
        model.Network.Threads = 1;
        var clip = ThreeSeconds(recipe.SampleRateHz);
        var scores = new float[8];
        return () => model.Predict([pipeline.Compute(clip)], scores);
    }

    /// <summary>The features and layers of BYOL-S on three seconds of noise, without hearing, which the peer has not.</summary>
    private static Action EmbeddingOf()
    {
        var pipeline = new FeaturePipeline(Recipe.Parse("""
            { "name": "embedding", "features": { "shape": "encoder", "encoder": "byol-s" }, "model": { "kind": "knn" },
              "hearing": { "offset": "keep", "level": "as-recorded", "band": "whole", "speech": "whole", "floorDb": "none" } }
            """));
        var clip = ThreeSeconds(16000);
        return () => pipeline.Compute(clip);
    }

    private static AudioClip ThreeSeconds(int rate)
    {
        var random = new Random(1);
        return new AudioClip([.. Enumerable.Range(0, 3 * rate).Select(_ => (random.NextSingle() - 0.5f) / 2)], rate);
    }

    private static Action ProductOf(string size, int threads)
    {
        var parts = size.Split('x').Select(int.Parse).ToArray();
        var (m, n, k) = parts.Length == 1 ? (parts[0], parts[0], parts[0]) : (parts[0], parts[1], parts[2]);
        var (a, b, c) = (Random(m * k), Random(k * n), new FloatBuffer(m * n));
        var gemm = new Gemm();
        var repeats = Math.Max(1, (int)(1e8 / (2.0 * m * n * k)));
        return () =>
        {
            for (var i = 0; i < repeats; i++) gemm.Multiply(Team.Of(threads), a.Matrix(0, m, k), b.Matrix(0, k, n), c.Matrix(0, m, n));
        };
    }

    /// <summary>The speed of a product of 2048 x 2048 matrices in GFLOP/s, the median of nine.</summary>
    private static double BestProduct(int threads)
    {
        var work = ProductOf("2048", threads);
        work();
        var milliseconds = Enumerable.Range(0, 9).Select(_ =>
        {
            var watch = Stopwatch.StartNew();
            work();
            return watch.Elapsed.TotalMilliseconds;
        }).Order().ElementAt(4);
        return 2 * 2.048 * 2.048 * 2.048 / milliseconds * 1000;
    }

    private static FloatBuffer Random(int length)
    {
        var random = new Random(1);
        var buffer = new FloatBuffer(length);
        foreach (ref var value in buffer.Span) value = random.NextSingle() - 0.5f;
        return buffer;
    }

    /// <summary>A training that stops after every step: cancelled once one is done, it goes on from there.</summary>
    private sealed class OneStep(Trainer trainer, SampleSet set)
    {
        public void Run()
        {
            using var cancel = new CancellationTokenSource();
            trainer.Fit(set, null, _ => cancel.Cancel(), cancel.Token);
        }
    }
}
