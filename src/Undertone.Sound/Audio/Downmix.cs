namespace Undertone.Sound.Audio;

/// <summary>
/// Several channels to one: their mean, or the louder channel while they cancel each other. What counts is everything from the start of the
/// audio to the end of the present block; blocks lie at fixed places, so that a stream and a whole file give the same samples.
/// </summary>
internal sealed class Downmix(int channels)
{
    /// <summary>
    /// Independent channels of powers P have a mean of power sum(P) / n^2. Below a tenth of that they cancel: of two equally loud ones the
    /// correlation is below -0.9, which speech in a room never gives two microphones of the same polarity over any length of time.
    /// </summary>
    private const double LeastShare = 0.1;

    private readonly double[] _energies = new double[channels];
    private double _meanEnergy;

    /// <summary>The channel that stands for all of them in the latest block, counted from 0; null where their mean does.</summary>
    public int? Channel { get; private set; }

    /// <summary>Mixes the next block.</summary>
    /// <param name="interleaved">Its samples, [frames, channels].</param>
    /// <param name="mono">Where the mix goes, [frames].</param>
    public void Mix(ReadOnlySpan<float> interleaved, Span<float> mono)
    {
        PcmDecoder.MeanOfChannels(interleaved, channels, mono);
        foreach (var sample in mono) _meanEnergy += (double)sample * sample;
        for (var c = 0; c < channels; c++)
        {
            double energy = 0;
            for (var i = c; i < interleaved.Length; i += channels) energy += (double)interleaved[i] * interleaved[i];
            _energies[c] += energy;
        }

        Channel = Cancels() ? Channel ?? Loudest() : null;
        if (Channel is not { } taken) return;
        for (var i = 0; i < mono.Length; i++) mono[i] = interleaved[i * channels + taken];
    }

    private bool Cancels()
    {
        double sum = 0;
        foreach (var energy in _energies) sum += energy;
        return _meanEnergy < LeastShare * sum / ((double)channels * channels);
    }

    private int Loudest()
    {
        var loudest = 0;
        for (var c = 1; c < channels; c++)
        {
            if (_energies[c] > _energies[loudest]) loudest = c;
        }

        return loudest;
    }
}
