namespace Undertone.Sound.Audio;

/// <summary>How one sample is stored in a WAV or AIFF file.</summary>
internal enum PcmEncoding
{
    Unsigned8,
    Signed8,
    Int16,
    Int24,
    Int32,
    Float32,
    Float64,
    ALaw,
    MuLaw,
}

/// <summary>Sizes and names of the encodings.</summary>
internal static class PcmEncodings
{
    public static int SampleBytes(this PcmEncoding encoding) => encoding switch
    {
        PcmEncoding.Int16 => 2,
        PcmEncoding.Int24 => 3,
        PcmEncoding.Int32 or PcmEncoding.Float32 => 4,
        PcmEncoding.Float64 => 8,
        _ => 1,
    };

    public static string DisplayName(this PcmEncoding encoding) => encoding switch
    {
        PcmEncoding.Unsigned8 or PcmEncoding.Signed8 => "PCM 8",
        PcmEncoding.Int16 => "PCM 16",
        PcmEncoding.Int24 => "PCM 24",
        PcmEncoding.Int32 => "PCM 32",
        PcmEncoding.Float32 => "float 32",
        PcmEncoding.Float64 => "float 64",
        PcmEncoding.ALaw => "A-law",
        _ => "mu-law",
    };

    /// <summary>Integer PCM by the bytes of its container.</summary>
    public static PcmEncoding? Integer(int sampleBytes, PcmEncoding eightBit) => sampleBytes switch
    {
        1 => eightBit,
        2 => PcmEncoding.Int16,
        3 => PcmEncoding.Int24,
        4 => PcmEncoding.Int32,
        _ => null,
    };
}
