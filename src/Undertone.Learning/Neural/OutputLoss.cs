using Undertone.Learning.Neural.Losses;

namespace Undertone.Learning.Neural;

/// <summary>The loss of all that a network answers: classes, dimensions or both.</summary>
internal sealed class OutputLoss(ClassificationLoss classes, DimensionLoss dimensions, NetworkOutputs outputs)
{
    private float[] _logits = [];
    private float[] _gradient = [];

    /// <summary>Loss of a batch, and its gradient by the outputs.</summary>
    /// <param name="answers">[batch, outputs]: the logits of the classes, then the numbers on the dimensions.</param>
    /// <param name="batch">What the answers are held against.</param>
    /// <param name="gradient">Takes [batch, outputs], or nothing where empty.</param>
    /// <returns>The sum of the weighted losses and the sum of the weights that it is to be divided by.</returns>
    public (double Sum, double Weight) Compute(ReadOnlySpan<float> answers, BatchLoader batch, Span<float> gradient)
    {
        if (outputs.Dimensions == 0)
            return classes.Compute(answers, batch.Targets, batch.Weights, batch.Possible, outputs.Classes, gradient);
        var (sum, weight) = outputs.Classes > 0 ? OfClasses(answers, batch, gradient) : (0, WeightOf(batch));
        return (sum + weight * dimensions.Compute(answers, batch.Numbers, batch.Weights, outputs.Dimensions, gradient), weight);
    }

    /// <summary>The loss of the classes alone.</summary>
    public (double Sum, double Weight) OfClasses(ReadOnlySpan<float> answers, BatchLoader batch, Span<float> gradient)
    {
        var (count, own) = (batch.Weights.Length, outputs.Classes);
        if (_logits.Length < count * own) (_logits, _gradient) = (new float[count * own], new float[count * own]);
        var logits = _logits.AsSpan(0, count * own);
        var slopes = gradient.IsEmpty ? default : _gradient.AsSpan(0, count * own);
        for (var i = 0; i < count; i++) answers.Slice(i * outputs.Count, own).CopyTo(logits[(i * own)..]);
        var result = classes.Compute(logits, batch.Targets, batch.Weights, batch.Possible, own, slopes);
        for (var i = 0; i < count && !gradient.IsEmpty; i++) slopes.Slice(i * own, own).CopyTo(gradient[(i * outputs.Count)..]);
        return result;
    }

    private static double WeightOf(BatchLoader batch)
    {
        var sum = 0.0;
        foreach (var weight in batch.Weights) sum += weight;
        return sum;
    }
}
