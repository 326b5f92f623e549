using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features.Tonal;

/// <summary>The tuning of a clip from its spectral peaks: the commonest deviation from
/// equal temperament among the higher half of them.</summary>
internal sealed class TuningEstimate(double resolution, int binsPerOctave)
{
    private const double A0Hz = 440.0 / 16;
    private readonly double[] _edges = Edges(resolution);
    private readonly int[] _counts = new int[Edges(resolution).Length - 1];
    private float[] _sorted = [];

    /// <summary>The left edge of the fullest bin of the histogram, in fractions of a
    /// bin of the octave from -0.5 on; 0 without peaks.</summary>
    public double Of(PitchPeaks peaks)
    {
        if (peaks.Count == 0) return 0;
        var median = Median(peaks.Heights);
        Array.Clear(_counts);
        var any = false;
        for (var i = 0; i < peaks.Count; i++)
        {
            if (!(peaks.Heights[i] >= median)) continue;
            any = true;
            var octaves = MathF.Log2((float)(peaks.PitchHz[i] / A0Hz));
            var bins = binsPerOctave * octaves;
            var residual = bins - MathF.Floor(bins);
            if (residual >= 0.5f) residual -= 1;
            _counts[Bin(residual)]++;
        }

        if (!any) return 0;
        var best = 0;
        for (var i = 1; i < _counts.Length; i++)
        {
            if (_counts[i] > _counts[best]) best = i;
        }

        return _edges[best];
    }

    private int Bin(double residual)
    {
        var bin = Math.Clamp((int)((residual + 0.5) * _counts.Length), 0, _counts.Length - 1);
        while (bin > 0 && residual < _edges[bin]) bin--;
        while (bin < _counts.Length - 1 && residual >= _edges[bin + 1]) bin++;
        return bin;
    }

    private float Median(ReadOnlySpan<float> values)
    {
        if (_sorted.Length < values.Length) _sorted = new float[Math.Max(values.Length, 2 * _sorted.Length)];
        var work = _sorted.AsSpan(0, values.Length);
        values.CopyTo(work);
        var middle = values.Length / 2;
        var upper = Quickselect.Nth(work, middle);
        if (values.Length % 2 != 0) return upper;
        var lower = float.NegativeInfinity;
        foreach (var value in work[..middle]) lower = MathF.Max(lower, value);
        return (lower + upper) / 2;
    }

    private static double[] Edges(double resolution)
    {
        var edges = new double[(int)Math.Ceiling(1 / resolution) + 1];
        var step = 1.0 / (edges.Length - 1);
        for (var i = 0; i < edges.Length; i++) edges[i] = i * step - 0.5;
        edges[^1] = 0.5;
        return edges;
    }
}
