namespace Undertone.Sound.Tests.Audio;

/// <summary>A chirp of 0.7 s at 16 kHz as encoders left it, and how near a decoder comes to it.</summary>
internal static class Chirp
{
    private const double RateHz = 16000;

    public static byte[] Mp3 { get; } = Read("chirp.mp3");

    public static byte[] Vorbis { get; } = Read("chirp.ogg");

    /// <summary>The power of the chirp over that of what differs, in decibels; one sample late would leave 18.</summary>
    public static double Likeness(float[] samples)
    {
        var (error, power) = (0.0, 0.0);
        for (var i = 0; i < samples.Length; i++)
        {
            var t = i / RateHz;
            var expected = 0.5 * Math.Sin(2 * Math.PI * (300 * t + 150 * t * t));
            error += Math.Pow(samples[i] - expected, 2);
            power += expected * expected;
        }

        return 10 * Math.Log10(power / error);
    }

    private static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Repository.Golden, "compressed", name));
}
