using Undertone.Learning.Neural;
using Undertone.Learning.State;

namespace Undertone.Learning.Tests.Neural;

/// <summary>What the last dense layer sees gives the network's answer by that layer's weights alone.</summary>
public sealed class EmbeddingTests
{
    [Theory]
    [InlineData("""[]""", "5", 5)]
    [InlineData("""[{"type":"dense","units":7},{"type":"relu"},{"type":"dropout","rate":0.5}]""", "5", 7)]
    [InlineData("""[{"type":"dense","units":4},{"type":"dense","units":"classes"}]""", "5", 4)]
    [InlineData("""[{"type":"dense","units":4},{"type":"dense","units":"classes"},{"type":"softmax"}]""", "5", 4)]
    [InlineData("""[{"type":"conv1d","filters":6,"kernel":3},{"type":"relu"},{"type":"global-average-pool"}]""", "-1,4", 6)]
    [InlineData("""[{"type":"conv1d","filters":6,"kernel":2},{"type":"batch-norm"},{"type":"relu"},{"type":"flatten"}]""", "6,4", 36)]
    [InlineData("""[{"type":"lstm","units":3}]""", "-1,4", 3)]
    public void The_answer_follows_from_the_embedding(string layers, string shape, int size)
    {
        const int Classes = 3;
        var network = Network.Create(Blobs.Layers(layers), [.. shape.Split(',').Select(int.Parse)], Classes, 11);
        network.EmbeddingSize.ShouldBe(size);
        var random = new Random(2);
        float[][] inputs =
        [
            .. Enumerable.Range(0, 40).Select(i => Enumerable.Range(0, SizeOf(shape, i))
                .Select(_ => random.NextSingle() - 0.5f).ToArray()),
        ];
        var (plain, probabilities, embeddings) =
            (new float[inputs.Length * Classes], new float[inputs.Length * Classes], new float[inputs.Length * size]);
        network.Predict(inputs, plain);
        network.Predict(inputs, probabilities, embeddings);
        probabilities.ShouldBe(plain);

        var (kernel, bias) = (Values(network.State[^2]), Values(network.State[^1]));
        for (var i = 0; i < inputs.Length; i++)
        {
            var logits = new double[Classes];
            for (var c = 0; c < Classes; c++)
            {
                logits[c] = bias[c];
                for (var e = 0; e < size; e++) logits[c] += embeddings[(i * size) + e] * (double)kernel[(e * Classes) + c];
            }

            var sum = logits.Sum(Math.Exp);
            for (var c = 0; c < Classes; c++) probabilities[(i * Classes) + c].ShouldBe((float)(Math.Exp(logits[c]) / sum), 1e-5f);
            var alone = new float[size];
            network.Predict([inputs[i]], new float[Classes], alone);
            alone.ShouldBe(embeddings[(i * size)..((i + 1) * size)]);
        }
    }

    [Fact]
    public void Room_of_another_size_is_refused()
    {
        var network = Network.Create(Blobs.Layers(Blobs.Mlp), [5], 3, 1);
        Should.Throw<ArgumentException>(() => network.Predict([new float[5]], new float[3], new float[network.EmbeddingSize + 1]));
    }

    /// <summary>How many numbers a sample has: those of a variable length differ.</summary>
    private static int SizeOf(string shape, int sample) => shape switch
    {
        "5" => 5,
        "6,4" => 24,
        _ => 4 * (5 + (sample % 3)),
    };

    private static float[] Values(NamedTensor tensor)
    {
        var values = new float[tensor.Length];
        tensor.CopyTo(values);
        return values;
    }
}
