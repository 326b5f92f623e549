using System.Text.Json;

namespace Undertone.Learning.Tests;

/// <summary>Reads the reference numbers under tests/Golden, those of scikit-learn where no folder is named.</summary>
internal static class GoldenJson
{
    public static JsonElement Load(string name, string folder = "scikit-learn-1.2") =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Golden, folder, name))).RootElement;

    public static double[] Doubles(this JsonElement e, string name) => [.. e.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];

    public static float[] Floats(this JsonElement e, string name) =>
        [.. e.GetProperty(name).EnumerateArray().Select(v => (float)v.GetDouble())];

    public static int[] Ints(this JsonElement e, string name) => [.. e.GetProperty(name).EnumerateArray().Select(v => v.GetInt32())];

    public static string[] Strings(this JsonElement e, string name) =>
        [.. e.GetProperty(name).EnumerateArray().Select(v => v.GetString()!)];

    public static double Number(this JsonElement e, string name) => e.GetProperty(name).GetDouble();
}
