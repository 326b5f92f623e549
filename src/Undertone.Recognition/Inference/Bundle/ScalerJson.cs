using System.Text.Json.Nodes;
using Undertone.Learning.Preprocessing;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Inference.Bundle;

/// <summary>A fitted scaler in a manifest.</summary>
internal static class ScalerJson
{
    public static JsonObject Write(IScaler scaler) => scaler is FusedScaler fused
        ? new JsonObject { ["kind"] = fused.Kind, ["first"] = Write(fused.First), ["second"] = Write(fused.Second) }
        : new JsonObject { ["kind"] = scaler.Kind, ["offset"] = Numbers(scaler.Offset), ["scale"] = Numbers(scaler.Scale) };

    /// <exception cref="DamagedJsonException">A value is missing, of another kind or impossible.</exception>
    public static IScaler Read(SavedJson json, string key)
    {
        var scaler = json.Object(key);
        if (scaler.Text("kind") == FusedScaler.Word) return new FusedScaler(Read(scaler, "first"), Read(scaler, "second"));
        try
        {
            return Scalers.Restore(scaler.Text("kind"), [.. scaler.Numbers("offset")], [.. scaler.Numbers("scale")]);
        }
        catch (ArgumentException e)
        {
            throw new DamagedJsonException(key, "it is impossible", e);
        }
    }

    public static JsonArray Numbers(IEnumerable<double> values) => new([.. values.Select(v => (JsonNode)JsonValue.Create(v))]);
}
