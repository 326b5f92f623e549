using Undertone.Learning.Randomness;

namespace Undertone.Learning.Neural.Augmentation;

/// <summary>Takes a run of steps from a random place; what is not longer stays whole.</summary>
internal sealed record CropStage(int Frames) : ImageStage
{
    /// <inheritdoc/>
    public override bool ChangesLength => true;

    /// <summary>Reads <c>frames</c>.</summary>
    public static CropStage Read(SpecReader spec) => new(spec.WholeNumber("frames", null, 1));

    /// <inheritdoc/>
    public override int ExpectedSteps(int steps) => Probability < 1 ? steps : Math.Min(steps, Frames);

    /// <inheritdoc/>
    public override void Apply(ImageSample image, Xoshiro256PlusPlus random)
    {
        var frames = Math.Max(Frames, image.LeastSteps);
        if (image.Steps <= frames) return;
        var first = random.Next(image.Steps - frames + 1);
        image.Values = image.Values[(first * image.Inner)..((first + frames) * image.Inner)];
    }
}
