using Undertone.Learning.Randomness;

namespace Undertone.Learning.Neural.Augmentation;

/// <summary>
/// Runs of steps and of bands lose what was in them (Park and others 2019): their numbers become the mean of the image. Widths are uniform
/// from 0 to the largest, and no run of steps takes more than a fifth of the image.
/// </summary>
internal sealed record MasksStage(int TimeMasks, int TimeWidth, int BandMasks, int BandWidth) : ImageStage
{
    /// <summary>Reads <c>timeMasks</c>, <c>timeWidth</c>, <c>bandMasks</c> and <c>bandWidth</c>.</summary>
    public static MasksStage Read(SpecReader spec) => new(
        spec.WholeNumber("timeMasks", 2, 0, 100), spec.WholeNumber("timeWidth", 20, 0), spec.WholeNumber("bandMasks", 2, 0, 100),
        spec.WholeNumber("bandWidth", 8, 0));

    /// <inheritdoc/>
    public override void Apply(ImageSample image, Xoshiro256PlusPlus random)
    {
        var sum = 0.0;
        foreach (var value in image.Values) sum += value;
        var mean = (float)(sum / image.Values.Length);
        for (var i = 0; i < TimeMasks; i++)
        {
            var width = random.Next(Math.Min(TimeWidth, image.Steps / 5) + 1);
            var first = random.Next(image.Steps - width + 1);
            image.Values.AsSpan(first * image.Inner, width * image.Inner).Fill(mean);
        }

        for (var i = 0; i < BandMasks; i++)
        {
            var width = random.Next(Math.Min(BandWidth, image.Bands) + 1);
            var first = random.Next(image.Bands - width + 1);
            for (var t = 0; t < image.Steps; t++) image.Step(t).Slice(first * image.Channels, width * image.Channels).Fill(mean);
        }
    }
}
