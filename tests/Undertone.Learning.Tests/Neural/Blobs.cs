using System.Text.Json.Nodes;
using Undertone.Learning.Neural;
using Undertone.Learning.State;

namespace Undertone.Learning.Tests.Neural;

/// <summary>Small seeded data that a network can learn.</summary>
internal static class Blobs
{
    public const string Mlp =
        """[{"type":"dense","units":16,"activation":"relu"},{"type":"dropout","rate":0.1},{"type":"dense","units":"classes"}]""";

    public static JsonArray Layers(string json) => (JsonArray)JsonNode.Parse(json)!;

    /// <summary>Vectors around one centre for each class.</summary>
    public static SampleSet Vectors(int count, int features, int classes, int seed)
    {
        var random = new Random(seed);
        var centres = new Random(1000);
        var middle = Enumerable.Range(0, classes * features).Select(_ => centres.NextDouble() * 4 - 2).ToArray();
        var labels = Enumerable.Range(0, count).Select(i => i % classes).ToArray();
        float Near(int label, int j) => (float)(middle[label * features + j] + random.NextDouble() - 0.5);
        return new SampleSet([.. labels.Select(label => Enumerable.Range(0, features).Select(j => Near(label, j)).ToArray())], labels);
    }

    /// <summary>Sequences [time, columns] of different lengths whose slope along time tells the class.</summary>
    public static SampleSet Sequences(int count, int columns, int classes, int shortest, int longest, int seed)
    {
        var random = new Random(seed);
        var labels = Enumerable.Range(0, count).Select(i => i % classes).ToArray();
        var inputs = labels.Select(label =>
        {
            var steps = random.Next(shortest, longest + 1);
            return Enumerable.Range(0, steps * columns)
                .Select(i => (float)(Math.Sin((label + 1) * 0.7 * (i / columns) + i % columns) + 0.2 * random.NextDouble())).ToArray();
        }).ToList();
        return new SampleSet(inputs, labels);
    }

    public static float[] Weights(Network network) => [.. network.State.SelectMany(Values)];

    public static float[] Values(NamedTensor tensor)
    {
        var values = new float[tensor.Length];
        tensor.CopyTo(values);
        return values;
    }

    public static float[] Probabilities(Network network, IReadOnlyList<float[]> inputs)
    {
        var probabilities = new float[inputs.Count * network.Classes];
        network.Predict(inputs, probabilities);
        return probabilities;
    }
}
