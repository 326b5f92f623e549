namespace Undertone.Fleet.Tests.Stores;

/// <summary>Half a second of a tone as 16-bit WAV, another one for each number.</summary>
internal static class Wav
{
    public static string Write(string path, int i)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var writer = new BinaryWriter(File.Create(path));
        const int Samples = 8000;
        writer.Write("RIFF"u8);
        writer.Write(36 + 2 * Samples);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(16000);
        writer.Write(32000);
        writer.Write((short)2);
        writer.Write((short)16);
        writer.Write("data"u8);
        writer.Write(2 * Samples);
        for (var n = 0; n < Samples; n++) writer.Write((short)(8000 * Math.Sin(2 * Math.PI * (200 + 30 * i) * n / 16000)));
        return path;
    }
}
