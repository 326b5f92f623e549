using Undertone.Sound.Audio;

namespace Undertone.Sound.Effects;

/// <summary>
/// Speech in a room. The room's impulse response is the direct sound and, from 2.5 ms on, white noise that decays exponentially
/// (J.-D. Polack, "La transmission de l'énergie sonore dans les salles", 1988): no single wall is modelled.
/// </summary>
public static class Rooms
{
    private const double FirstReflectionSeconds = 0.0025;

    /// <summary>A room's impulse response.</summary>
    /// <param name="sampleRateHz">Its rate in Hz.</param>
    /// <param name="options">The room; null for the defaults.</param>
    /// <returns>1, the direct sound, then the reverberation, until it has fallen by 60 dB.</returns>
    public static float[] ImpulseResponse(int sampleRateHz, RoomOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRateHz);
        options ??= new RoomOptions();
        options.Validate();
        var first = Math.Max(1, (int)Math.Round(FirstReflectionSeconds * sampleRateHz));
        var response = new float[first + Math.Max(1, (int)Math.Ceiling(options.ReverberationSeconds * sampleRateHz))];
        var random = new Pcg32(options.Seed);
        var decay = Math.Pow(10, -3 / (options.ReverberationSeconds * sampleRateHz));
        var level = 1.0;
        for (var i = first; i < response.Length; i++)
        {
            response[i] = (float)(level * (2 * random.NextDouble() - 1));
            level *= decay;
        }

        var scale = 1 / (Math.Sqrt(SoundingFrames.Energy(response)) * Gain.Factor(options.DirectToReverberantDb));
        for (var i = first; i < response.Length; i++) response[i] = (float)(response[i] * scale);
        response[0] = 1;
        return response;
    }

    /// <summary>A clip as it is heard in a room: its convolution with the room's impulse response.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="options">The room; null for the defaults.</param>
    /// <returns>A clip of the same rate and length, without delay: the direct sound is as strong as before, what rings on is cut.</returns>
    public static AudioClip Apply(AudioClip clip, RoomOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(clip);
        var response = ImpulseResponse(clip.SampleRateHz, options);
        return new AudioClip(FastConvolution.Apply(clip.Samples, response, delay: 0), clip.SampleRateHz);
    }
}
