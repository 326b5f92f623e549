using Undertone.Sound.Effects;

namespace Undertone.Recognition.Features;

/// <summary>
/// How much each moment of a clip counts where features are pooled over time: near 1 where the voice sounds, near 0 in pauses and silence.
/// The step is soft, so that a little noise or another codec moves no frame from one side to the other.
/// </summary>
internal sealed class Activity
{
    // The width of the step at the threshold of activity.
    private const double StepDb = 2;

    // Power is taken over 80 ms, by a squared cosine.
    private const double GridSeconds = 0.01;
    private const int Reach = 4;

    private readonly double[] _weights;

    private Activity(double[] weights) => _weights = weights;

    /// <summary>The activity of a clip; every moment of silence counts the same.</summary>
    /// <param name="samples">The clip.</param>
    /// <param name="sampleRateHz">Its rate.</param>
    public static Activity Of(ReadOnlySpan<float> samples, int sampleRateHz)
    {
        var step = Math.Max(1, (int)(GridSeconds * sampleRateHz));
        var powers = new double[(samples.Length / step) + 1];
        for (var i = 0; i < samples.Length; i++) powers[i / step] += (double)samples[i] * samples[i] / step;
        var weights = new double[powers.Length];
        Array.Fill(weights, 1);
        var level = ActiveLevel.OfDb(samples, sampleRateHz);
        if (!double.IsFinite(level)) return new Activity(weights);
        for (var t = 0; t < weights.Length; t++)
        {
            var above = (10 * Math.Log10(Smooth(powers, t))) - (level - ActiveLevel.MarginDb);
            weights[t] = 1 / (1 + Math.Exp(-above / StepDb));
        }

        return new Activity(weights);
    }

    /// <summary>The weights of frames that are spread evenly over the clip.</summary>
    public double[] Over(int frames)
    {
        var weights = new double[frames];
        var perFrame = (_weights.Length - 1.0) / Math.Max(1, frames - 1);
        for (var t = 0; t < frames; t++) weights[t] = _weights[Math.Min(_weights.Length - 1, (int)Math.Round(t * perFrame))];
        return weights;
    }

    private static double Smooth(double[] powers, int at)
    {
        var (sum, all) = (0.0, 0.0);
        for (var k = Math.Max(-Reach, -at); k <= Reach && at + k < powers.Length; k++)
        {
            var cosine = Math.Cos(Math.PI * k / (2 * (Reach + 1)));
            sum += cosine * cosine * powers[at + k];
            all += cosine * cosine;
        }

        return sum / all;
    }
}
