namespace Undertone.Learning.Neural.Augmentation;

/// <summary>A sample that stages work on: [steps, bands, channels], row-major.</summary>
internal sealed class ImageSample(float[] values, int bands, int channels)
{
    /// <summary>The numbers; a stage may change them or put others in their place.</summary>
    public float[] Values { get; set; } = values;

    /// <summary>Length of the time axis.</summary>
    public int Steps => Values.Length / Inner;

    /// <summary>Length of the band axis.</summary>
    public int Bands => bands;

    /// <summary>Numbers of a band in a step.</summary>
    public int Channels => channels;

    /// <summary>Numbers in a step.</summary>
    public int Inner => bands * channels;

    /// <summary>Fewest steps that may be left.</summary>
    public required int LeastSteps { get; init; }

    /// <summary>One step.</summary>
    public Span<float> Step(int index) => Values.AsSpan(index * Inner, Inner);

    /// <summary>Adds one number for each band to all steps and channels.</summary>
    public void AddToBands(ReadOnlySpan<double> perBand)
    {
        for (var i = 0; i < Values.Length; i++) Values[i] = (float)(Values[i] + perBand[i / channels % bands]);
    }
}
