namespace Undertone.Sound.Audio;

/// <summary>ITU-T G.711 µ-law: 8 bits a sample, in steps that grow with the amplitude.</summary>
internal static class MuLaw
{
    private const int Bias = 132;
    private const int Largest = 32635;

    /// <summary>The code of a 16-bit sample, all bits inverted: sign, 3 bits of segment, 4 of step.</summary>
    public static byte Encode(short sample)
    {
        var magnitude = Math.Min(Math.Abs((int)sample), Largest) + Bias;
        var segment = int.Log2(magnitude) - 7;
        var step = (magnitude >> (segment + 3)) & 15;
        return (byte)~((sample < 0 ? 0x80 : 0) | (segment << 4) | step);
    }
}
