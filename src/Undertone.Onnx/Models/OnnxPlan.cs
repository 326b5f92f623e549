using System.Text.Json.Nodes;
using Undertone.Recognition.Files;

namespace Undertone.Onnx.Models;

/// <summary>What a graph was found to be, as its <c>description.json</c> keeps it.</summary>
internal sealed record OnnxPlan
{
    /// <summary>What it is taken for, in words.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is given (<see cref="OnnxInputKind"/>).</summary>
    public required string InputKind { get; init; }

    /// <summary>Whether it is given windows of log-mel frames that another graph computes.</summary>
    public bool IsOfWindows =>
        InputKind.StartsWith(OnnxInputKind.Mel, StringComparison.Ordinal) && InputKind != OnnxInputKind.Whisper;

    /// <summary>The rate of the samples in Hz.</summary>
    public int SampleRateHz { get; init; } = 16_000;

    /// <summary>The graph's input of sound.</summary>
    public required string Input { get; init; }

    /// <summary>How many axes that input has.</summary>
    public required int Rank { get; init; }

    /// <summary>The input that says which samples count; null where there is none.</summary>
    public string? Mask { get; init; }

    /// <summary>How long clips are padded or cut to, in samples or steps; null where any length goes.</summary>
    public int? FixedLength { get; init; }

    /// <summary>Bands of the input where it is a picture; 0 for samples.</summary>
    public int Bands { get; init; }

    /// <summary>Fewest samples that it takes.</summary>
    public int LeastSamples { get; init; } = 1;

    /// <summary>The outputs; the last one is what recipes take that name none.</summary>
    public required IReadOnlyList<OnnxLayer> Layers { get; init; }

    /// <summary>The labels of its logits in order; empty where it tells none.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Whether a batch gives what clips give one by one; null where it takes no batch.</summary>
    public bool? Batches { get; init; }

    /// <summary>Whether silence behind a clip leaves what the clip gave; null where that was not tried.</summary>
    public bool? IgnoresPadding { get; init; }

    /// <summary>Who wrote the file.</summary>
    public string Producer { get; init; } = "";

    /// <summary>The version of its operators.</summary>
    public long Operators { get; init; }

    /// <summary>How many numbers it keeps.</summary>
    public long Numbers { get; init; }

    /// <summary>The plan as JSON.</summary>
    public JsonObject ToJson() => new()
    {
        ["kind"] = Kind,
        ["inputKind"] = InputKind,
        ["sampleRateHz"] = SampleRateHz,
        ["input"] = Input,
        ["rank"] = Rank,
        ["mask"] = Mask,
        ["fixedLength"] = FixedLength,
        ["bands"] = Bands,
        ["leastSamples"] = LeastSamples,
        ["layers"] = new JsonArray([.. Layers.Select(l => (JsonNode)new JsonObject
        {
            ["name"] = l.Name,
            ["output"] = l.Output,
            ["timeAxis"] = l.TimeAxis,
            ["width"] = l.Width,
            ["hidden"] = l.IsHidden,
        })]),
        ["labels"] = new JsonArray([.. Labels.Select(l => (JsonNode)JsonValue.Create(l))]),
        ["batches"] = Batches,
        ["ignoresPadding"] = IgnoresPadding,
        ["producer"] = Producer,
        ["operators"] = Operators,
        ["numbers"] = Numbers,
    };

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="FormatException">It is damaged.</exception>
    public static OnnxPlan FromJson(SavedJson json) => new()
    {
        Kind = json.Text("kind"),
        InputKind = json.Text("inputKind"),
        SampleRateHz = json.WholeNumber("sampleRateHz", 1000, 768_000),
        Input = json.Text("input"),
        Rank = json.WholeNumber("rank", 1, 8),
        Mask = json.Has("mask") ? json.Text("mask") : null,
        FixedLength = json.Has("fixedLength") ? json.WholeNumber("fixedLength", 1, 1 << 28) : null,
        Bands = json.WholeNumber("bands", 0, 1 << 16),
        LeastSamples = json.WholeNumber("leastSamples", 1, 1 << 28),
        Layers = [.. json.Objects("layers").Select(l => new OnnxLayer(
            l.Text("name"), l.Text("output"), l.WholeNumber("timeAxis", -1, 8), l.WholeNumber("width", 1, 1 << 24), l.Flag("hidden")))],
        Labels = json.Texts("labels"),
        Batches = json.FlagOrNone("batches"),
        IgnoresPadding = json.FlagOrNone("ignoresPadding"),
        Producer = json.Text("producer", ""),
        Operators = json.WholeNumber("operators", 0, 1000),
        Numbers = (long)json.Number("numbers"),
    };
}
