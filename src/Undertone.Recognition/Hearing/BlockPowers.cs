namespace Undertone.Recognition.Hearing;

/// <summary>The powers of a recording's blocks of 32 ms, with speech and without.</summary>
internal sealed class BlockPowers
{
    private const double NoiseProbability = 0.1;
    private const int LeastBlocks = 5;
    private const double MostSnrDb = 96;

    private readonly List<double> _noise = [];
    private double _speech;
    private double _all;
    private int _measured;
    private int _measuredSpeech;

    private BlockPowers()
    {
    }

    /// <summary>How many blocks hold speech.</summary>
    public int SpeechBlocks { get; private set; }

    /// <summary>The mean power of the blocks with speech, of all where there are none.</summary>
    public double Loud => _measuredSpeech > 0 ? _speech / _measuredSpeech : _measured > 0 ? _all / _measured : 0;

    /// <summary>
    /// The mean power of the blocks with speech, less that of the noise in them, over the median of the blocks without; null where there
    /// are too few of either.
    /// </summary>
    public double? SnrDb
    {
        get
        {
            if (_measuredSpeech < LeastBlocks || _noise.Count < LeastBlocks) return null;
            _noise.Sort();
            var (loud, quiet) = (_speech / _measuredSpeech, _noise[_noise.Count / 2]);
            if (quiet == 0) return MostSnrDb;
            return loud > quiet ? Math.Min(MostSnrDb, 10 * Math.Log10((loud - quiet) / quiet)) : 0;
        }
    }

    /// <summary>Measures a recording.</summary>
    public static BlockPowers Of(HeardClip clip)
    {
        var (powers, samples, blocks) = (new BlockPowers(), clip.At(SpeechDetector.SampleRateHz).Samples, clip.SpeechProbabilities);
        for (var b = 0; b < blocks.Count; b++) powers.Add(Block(samples, b), blocks[b]);
        return powers;
    }

    private static ReadOnlySpan<float> Block(float[] samples, int block)
    {
        var start = Math.Min(samples.Length, block * SpeechDetector.BlockSamples);
        return samples.AsSpan(start, Math.Min(SpeechDetector.BlockSamples, samples.Length - start));
    }

    private void Add(ReadOnlySpan<float> block, double probability)
    {
        if (probability > SpeechSpans.SpeechProbability) SpeechBlocks++;
        if (block.IsEmpty) return;
        double power = 0;
        foreach (var s in block) power += (double)s * s;
        power /= block.Length;
        (_all, _measured) = (_all + power, _measured + 1);
        if (probability > SpeechSpans.SpeechProbability) (_speech, _measuredSpeech) = (_speech + power, _measuredSpeech + 1);
        else if (probability < NoiseProbability) _noise.Add(power);
    }
}
