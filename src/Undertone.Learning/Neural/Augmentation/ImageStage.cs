using Undertone.Learning.Randomness;

namespace Undertone.Learning.Neural.Augmentation;

/// <summary>One thing that may be done to an image.</summary>
internal abstract record ImageStage
{
    /// <summary>How often it is done, from 0 to 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>True where it may change the length.</summary>
    public virtual bool ChangesLength => false;

    /// <summary>True where it knows that bands lie side by side, as those of a mel spectrogram do.</summary>
    public virtual bool NeedsBands => false;

    /// <summary>Steps to expect where so many go in.</summary>
    public virtual int ExpectedSteps(int steps) => steps;

    /// <summary>Changes the image.</summary>
    public abstract void Apply(ImageSample image, Xoshiro256PlusPlus random);
}
