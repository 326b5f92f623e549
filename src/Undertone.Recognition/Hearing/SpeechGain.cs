namespace Undertone.Recognition.Hearing;

/// <summary>
/// The gain before the speech detector's network, which wants speech at a usual level. The level follows the root mean square of the
/// blocks: up by a fifth of the difference a block, down by at most 3 % a block (8 dB a second). The gain brings that level to 0.07 of
/// full scale. The network looks at a block and the 64 samples before it; all of them get the block's gain, so that no step is heard.
/// </summary>
/// <remarks>Decision 0016 says how the numbers were found.</remarks>
internal sealed class SpeechGain
{
    /// <summary>What the level is brought to, of full scale.</summary>
    private const double Target = 0.07;

    /// <summary>The part of the difference by which the level rises.</summary>
    private const double Attack = 0.2;

    /// <summary>What is left of the level after a quiet block.</summary>
    private const double Decay = 0.97;

    /// <summary>A block that is 80 dB below the level is silence: a filter that dies away, or the rounding of samples.</summary>
    private const double Silence = 1e-4;

    /// <summary>
    /// Before the first sound, silence is what lies below -160 dB of full scale. The faintest sound of 16 bits lies above it, even 40 dB
    /// further down; the rounding of samples beside an offset lies below it.
    /// </summary>
    private const double FirstSilence = 1e-8;

    private double _level;

    /// <summary>The gain of the next block; 0 for silence, which leaves the level as it is.</summary>
    public float Next(ReadOnlySpan<float> block)
    {
        double sum = 0;
        foreach (var s in block) sum += (double)s * s;
        var rms = Math.Sqrt(sum / block.Length);
        if (rms < (_level == 0 ? FirstSilence : Silence * _level)) return 0;
        _level = _level == 0 ? rms : Math.Max(Decay * _level, _level + (Attack * (rms - _level)));
        return (float)(Target / _level);
    }
}
