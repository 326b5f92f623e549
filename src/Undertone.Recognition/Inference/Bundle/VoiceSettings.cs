using System.Text.Json.Nodes;
using Undertone.Learning.Metrics;
using Undertone.Learning.Preprocessing;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Inference.Bundle;

/// <summary>
/// What a model says of its voice head, which answers by an embedding less the mean embedding of the same speaker. The head's arrays stand
/// among the model's weights under names that begin with <c>voice.</c>
/// </summary>
public sealed record VoiceSettings
{
    /// <summary>The kind of classifier, such as <c>logistic-regression</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What the classifier needs beside its arrays.</summary>
    public required JsonObject Settings { get; init; }

    /// <summary>The scaler of embeddings less a speaker's mean.</summary>
    public required IScaler Scaler { get; init; }

    /// <summary>The mean of the training speakers' mean embeddings.</summary>
    public required IReadOnlyList<double> Mean { get; init; }

    /// <summary>
    /// How far the mean of all of a speaker's clips lies from that of the neutral ones, on average over training speakers; null where too
    /// few of them spoke neutrally to tell.
    /// </summary>
    public IReadOnlyList<double>? NeutralShift { get; init; }

    /// <summary>
    /// How many clips a voice rests on where the answer without it weighs as much as the one by it; 0, the default, for no weight.
    /// </summary>
    public double PlainClips { get; init; }

    /// <summary>The least weight, 0 to 1, of the answer without a voice, however much is known of it. Default 0.</summary>
    public double LeastPlainWeight { get; init; }

    /// <summary>What the voice head's probabilities are scaled by; 1, the default, leaves them as they are.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Answers by the voice head below this confidence are uncertain.</summary>
    public double UncertainBelow { get; init; }

    /// <summary>The weight of the answer without a voice beside one by a voice of so many clips.</summary>
    internal double PlainWeight(int clips) => Math.Max(LeastPlainWeight, PlainClips / (PlainClips + Math.Max(1, clips)));

    internal JsonObject ToJson() => new()
    {
        ["kind"] = Kind,
        ["settings"] = Settings.DeepClone(),
        ["scaler"] = ScalerJson.Write(Scaler),
        ["mean"] = ScalerJson.Numbers(Mean),
        ["neutralShift"] = NeutralShift is { } shift ? ScalerJson.Numbers(shift) : null,
        ["plainClips"] = PlainClips,
        ["leastPlainWeight"] = LeastPlainWeight,
        ["temperature"] = Temperature,
        ["uncertainBelow"] = UncertainBelow,
    };

    /// <exception cref="DamagedJsonException">A value is missing, of another kind or impossible.</exception>
    internal static VoiceSettings FromJson(SavedJson json)
    {
        var settings = new VoiceSettings
        {
            Kind = json.Text("kind"),
            Settings = json.Object("settings").Json,
            Scaler = ScalerJson.Read(json, "scaler"),
            Mean = json.Numbers("mean"),
            NeutralShift = json.Has("neutralShift") ? json.Numbers("neutralShift") : null,
            PlainClips = json.Number("plainClips", 0, 0, 1e6),
            LeastPlainWeight = json.Number("leastPlainWeight", 0, 0, 1),
            Temperature = json.Number("temperature", 1, TemperatureScaling.Lowest, TemperatureScaling.Highest),
            UncertainBelow = json.Number("uncertainBelow"),
        };
        var size = settings.Mean.Count;
        if (settings.Scaler.Columns != size || (settings.NeutralShift is { } shift && shift.Count != size))
            throw new DamagedJsonException(json.PlaceOf("mean"), "its numbers are not as many as the scaler's and the shift's");
        return settings;
    }
}
