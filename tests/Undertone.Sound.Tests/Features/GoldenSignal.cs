using System.Buffers.Binary;
using System.Text.Json;

namespace Undertone.Sound.Tests.Features;

/// <summary>A signal of tests/Golden/librosa-0.11.0 with the arrays that librosa computed from it.</summary>
internal sealed record GoldenSignal(string Name, int SampleRateHz, float[] Samples)
{
    public static string Folder => Path.Combine(Repository.Golden, "librosa-0.11.0");

    /// <summary>All signals with the names of their arrays, from index.json.</summary>
    public static IReadOnlyList<(string Signal, string Array, string Call)> Index { get; } = ReadIndex();

    public static GoldenSignal Load(string name)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Folder, name, name + ".wav"));
        var rate = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(24));
        for (var at = 12; at + 8 <= bytes.Length; at += 8 + BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + 4)))
        {
            if (!bytes.AsSpan(at, 4).SequenceEqual("data"u8)) continue;
            var samples = new float[BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + 4)) / 2];
            for (var i = 0; i < samples.Length; i++)
            {
                samples[i] = BinaryPrimitives.ReadInt16LittleEndian(bytes.AsSpan(at + 8 + 2 * i)) / 32768f;
            }

            return new GoldenSignal(name, rate, samples);
        }

        throw new InvalidDataException($"{name}.wav has no data chunk.");
    }

    /// <summary>An array transposed to [frames, bands].</summary>
    public (int Frames, int Bands, float[] Values) Array(string name)
    {
        var array = NpyArray.Load(Path.Combine(Folder, Name, name + ".npy"));
        if (array.Shape.Length == 1) return (array.Shape[0], 1, array.ToSingle());
        var (bands, frames) = (array.Shape[0], array.Shape[1]);
        var values = new float[frames * bands];
        for (var b = 0; b < bands; b++)
        {
            for (var t = 0; t < frames; t++) values[t * bands + b] = (float)array.Values[b * frames + t];
        }

        return (frames, bands, values);
    }

    private static List<(string, string, string)> ReadIndex()
    {
        using var index = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "index.json")));
        var entries = new List<(string, string, string)>();
        foreach (var signal in index.RootElement.GetProperty("signals").EnumerateObject())
        {
            foreach (var feature in signal.Value.GetProperty("features").EnumerateObject())
            {
                entries.Add((signal.Name, feature.Name, feature.Value.GetProperty("call").GetString()!));
            }
        }

        return entries;
    }
}
