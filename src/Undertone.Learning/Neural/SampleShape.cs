namespace Undertone.Learning.Neural;

/// <summary>What a network's samples look like, and how they become a batch.</summary>
/// <param name="shape">Shape of a sample without the batch; -1 is a variable time.</param>
/// <param name="minimumSteps">Fewest time steps of a sample.</param>
internal sealed class SampleShape(int[] shape, int minimumSteps)
{
    /// <summary>Copies the chosen samples into a batch, padded with zeros to the longest.</summary>
    public void Load(IReadOnlyList<float[]> inputs, ReadOnlySpan<int> chosen, Tensor batch)
    {
        var longest = 0;
        foreach (var index in chosen) longest = Math.Max(longest, StepsOf(inputs[index], index));
        batch.Resize(chosen.Length, shape, longest);
        for (var i = 0; i < chosen.Length; i++)
        {
            var sample = inputs[chosen[i]];
            batch.SetLength(i, StepsOf(sample, chosen[i]));
            sample.CopyTo(batch.Sample(i));
            batch.Sample(i)[sample.Length..].Clear();
        }
    }

    /// <summary>Steps of a sample, which is checked for its size.</summary>
    public int StepsOf(float[] sample, int index)
    {
        if (sample is null) throw new ArgumentException($"Sample {index} is missing.");
        var inner = 1;
        for (var i = shape.Length > 1 ? 1 : 0; i < shape.Length; i++) inner *= shape[i];
        var fixedSteps = shape.Length > 1 ? shape[0] : 1;
        if (fixedSteps > 0 ? sample.Length != fixedSteps * inner : sample.Length % inner != 0 || sample.Length == 0)
            throw new ArgumentException($"Sample {index} has {sample.Length} numbers, which is no {ShapeText.Of(shape)}.");
        var steps = fixedSteps > 0 ? fixedSteps : sample.Length / inner;
        if (steps < minimumSteps)
            throw new ArgumentException($"Sample {index} has {steps} steps; this network needs at least {minimumSteps}.");
        return shape.Length > 1 ? steps : 1;
    }
}
