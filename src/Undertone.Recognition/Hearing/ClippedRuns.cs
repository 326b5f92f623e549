using System.Numerics.Tensors;

namespace Undertone.Recognition.Hearing;

/// <summary>Counts the samples of a recording that were cut off at full scale.</summary>
internal sealed class ClippedRuns
{
    // Two neighbouring samples may touch full scale in a recording that was normalised to its peak; three in a row were cut off.
    private const float FullScale = 32766f / 32768f;
    private const int ShortestRun = 3;

    private int _run;

    /// <summary>How many samples lie in runs at full scale.</summary>
    public long Count { get; private set; }

    /// <summary>The largest magnitude so far.</summary>
    public float Peak { get; private set; }

    /// <summary>The share of a clip's samples that lie in such runs.</summary>
    public static double ShareOf(ReadOnlySpan<float> samples)
    {
        var runs = new ClippedRuns();
        runs.Add(samples);
        return samples.IsEmpty ? 0 : (double)runs.Count / samples.Length;
    }

    /// <summary>Takes the next samples.</summary>
    public void Add(ReadOnlySpan<float> samples)
    {
        if (samples.IsEmpty) return;
        var peak = Math.Abs(TensorPrimitives.MaxMagnitude(samples));
        Peak = Math.Max(Peak, peak);
        if (peak < FullScale)
        {
            _run = 0;
            return;
        }

        foreach (var sample in samples)
        {
            _run = Math.Abs(sample) >= FullScale ? _run + 1 : 0;
            Count += _run < ShortestRun ? 0 : _run == ShortestRun ? ShortestRun : 1;
        }
    }
}
