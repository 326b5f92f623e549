using System.Text.Json;

namespace Undertone.Learning.Tests;

/// <summary>Reads the reference numbers under tests/Golden/scikit-learn-1.2.</summary>
internal static class GoldenJson
{
    public static JsonElement Load(string name) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Golden, "scikit-learn-1.2", name))).RootElement;

    public static double[] Doubles(this JsonElement e, string name) => [.. e.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];

    public static float[] Floats(this JsonElement e, string name) =>
        [.. e.GetProperty(name).EnumerateArray().Select(v => (float)v.GetDouble())];

    public static int[] Ints(this JsonElement e, string name) => [.. e.GetProperty(name).EnumerateArray().Select(v => v.GetInt32())];

    public static string[] Strings(this JsonElement e, string name) =>
        [.. e.GetProperty(name).EnumerateArray().Select(v => v.GetString()!)];

    public static double Number(this JsonElement e, string name) => e.GetProperty(name).GetDouble();
}
