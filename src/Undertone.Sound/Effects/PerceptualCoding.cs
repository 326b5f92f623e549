using Undertone.Sound.Audio;

namespace Undertone.Sound.Effects;

/// <summary>
/// What a perceptual codec such as mp3 leaves of speech, without such a codec: the spectrum of each block is rounded as coarsely as the
/// loudness around it hides. The long blocks of MPEG-1 layer III and bands of one Bark; no short blocks, no bit rate, and
/// thresholds that follow loudness alone (M. Schroeder, B. Atal and J. Hall, 1979).
/// </summary>
public static class PerceptualCoding
{
    private const int Bins = 576;

    // How fast loudness stops hiding what lies above and below it, in dB a Bark.
    private const double FallUpDb = 10;
    private const double FallDownDb = 25;

    /// <summary>Codes and decodes a clip.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="marginDb">
    /// How far the rounding noise stays below the loudness of its surroundings, in dB, from 0 to 60: near 6 is heard, near 20 is not.
    /// </param>
    /// <returns>A clip of the same rate and length, without delay.</returns>
    public static AudioClip Apply(AudioClip clip, double marginDb)
    {
        ArgumentNullException.ThrowIfNull(clip);
        if (!(marginDb is >= 0 and <= 60))
            throw new ArgumentOutOfRangeException(nameof(marginDb), marginDb, "The margin has to be from 0 to 60 dB.");
        var bands = Bands(clip.SampleRateHz);
        var transform = new LappedTransform(Bins);
        var blocks = (clip.Samples.Length / Bins) + 2;
        var sum = new double[(blocks + 1) * Bins];
        var (block, spectrum) = (new float[2 * Bins], new float[Bins]);
        for (var b = 0; b < blocks; b++)
        {
            var start = (b - 1) * Bins;
            for (var i = 0; i < block.Length; i++)
                block[i] = (uint)(start + i) < (uint)clip.Samples.Length ? clip.Samples[start + i] : 0;
            transform.Forward(block, spectrum);
            Round(spectrum, bands, marginDb);
            transform.Inverse(spectrum, block);
            for (var i = 0; i < block.Length; i++) sum[(b * Bins) + i] += block[i];
        }

        var coded = new float[clip.Samples.Length];
        for (var i = 0; i < coded.Length; i++) coded[i] = (float)sum[i + Bins];
        return new AudioClip(coded, clip.SampleRateHz);
    }

    /// <summary>The first bin of each band of one Bark (H. Traunmüller, 1990), and the number of bins behind the last.</summary>
    internal static int[] Bands(int sampleRateHz)
    {
        var edges = new List<int> { 0 };
        for (var k = 1; k < Bins; k++)
        {
            if (Bark(k) >= Bark(edges[^1]) + 1) edges.Add(k);
        }

        return [.. edges, Bins];

        double Bark(int bin)
        {
            var hz = (bin + 0.5) * sampleRateHz / (2.0 * Bins);
            return (26.81 * hz / (1960 + hz)) - 0.53;
        }
    }

    private static void Round(float[] spectrum, int[] bands, double marginDb)
    {
        var energies = new double[bands.Length - 1];
        for (var b = 0; b < energies.Length; b++)
        {
            for (var k = bands[b]; k < bands[b + 1]; k++) energies[b] += (double)spectrum[k] * spectrum[k];
        }

        for (var b = 0; b < energies.Length; b++)
        {
            var loudness = 0.0;
            for (var j = 0; j < energies.Length; j++)
                loudness += energies[j] * Math.Pow(10, -Math.Abs(b - j) * (j < b ? FallUpDb : FallDownDb) / 10);
            if (loudness == 0) continue;
            var noise = loudness * Math.Pow(10, -marginDb / 10) / (bands[b + 1] - bands[b]);
            var step = Math.Sqrt(12 * noise);
            for (var k = bands[b]; k < bands[b + 1]; k++) spectrum[k] = (float)(Math.Round(spectrum[k] / step) * step);
        }
    }
}
