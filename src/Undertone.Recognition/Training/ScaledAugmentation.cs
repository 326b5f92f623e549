using Undertone.Learning.Neural;
using Undertone.Learning.Neural.Augmentation;
using Undertone.Learning.Preprocessing;

namespace Undertone.Recognition.Training;

/// <summary>Augmentation of what the features give, in their own units, and the scaler behind it.</summary>
/// <param name="stages">What is done.</param>
/// <param name="shape">The shape of a sample, [time, columns] or [time, bands, channels].</param>
/// <param name="scaler">The scaler that the model knows.</param>
internal sealed class ScaledAugmentation(ImageAugmentation stages, IReadOnlyList<int> shape, IScaler scaler) : ISampleAugmentation
{
    public int ExpectedSteps(int steps) => stages.ExpectedSteps(steps);

    public float[] Apply(float[] sample, int leastSteps, ulong key)
    {
        var values = stages.Apply(sample, shape[1], shape.Count > 2 ? shape[2] : 1, leastSteps, key);
        scaler.Transform(values);
        return values;
    }
}
