namespace Undertone.Recognition.Inference.Voices;

/// <summary>The mean and spread of embeddings, added in a fixed order.</summary>
internal sealed class EmbeddingSums(int size)
{
    private readonly double[] _sums = new double[size];
    private readonly double[] _squares = new double[size];

    public int Count { get; private set; }

    public void Add(ReadOnlySpan<float> embedding)
    {
        for (var i = 0; i < _sums.Length; i++)
        {
            double value = embedding[i];
            _sums[i] += value;
            _squares[i] += value * value;
        }

        Count++;
    }

    /// <summary>The mean of all.</summary>
    public double[] Mean() => Array.ConvertAll(_sums, s => s / Count);

    /// <summary>The mean of all but one that was added.</summary>
    public double[] MeanWithout(ReadOnlySpan<float> embedding)
    {
        var mean = new double[_sums.Length];
        for (var i = 0; i < mean.Length; i++) mean[i] = (_sums[i] - embedding[i]) / (Count - 1);
        return mean;
    }

    /// <summary>The root of the mean variance of the numbers, each in its scale; 0 for a single embedding.</summary>
    public double Spread(IReadOnlyList<double> scale)
    {
        if (Count < 2) return 0;
        double sum = 0;
        for (var i = 0; i < _sums.Length; i++)
        {
            var variance = (_squares[i] - (_sums[i] * _sums[i] / Count)) / (Count - 1);
            sum += Math.Max(0, variance) / (scale[i] * scale[i]);
        }

        return Math.Sqrt(sum / _sums.Length);
    }
}
