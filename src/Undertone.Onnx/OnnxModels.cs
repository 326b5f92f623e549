using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Undertone.Onnx.Files;
using Undertone.Onnx.Models;
using Undertone.Onnx.Runtime;
using Undertone.Recognition.Encoders;
using Undertone.Recognition.Inference.Bundle;

namespace Undertone.Onnx;

/// <summary>Models of others as ONNX files: brought in once, then encoders in recipes and models that answer.</summary>
public static class OnnxModels
{
    /// <summary>Lets recipes and models name encoders that were brought in as ONNX. Nothing is loaded before one is used.</summary>
    public static void Register() => EncoderRuntime.Open = OnnxFolder.Open;

    /// <summary>Looks at a model, tries it, and keeps it under a name.</summary>
    /// <param name="file">The ONNX file.</param>
    /// <param name="name">What recipes call it: letters, digits, '-', '_' and '.'.</param>
    /// <param name="options">What is said of it; null for nothing.</param>
    /// <exception cref="EncoderFormatException">It is damaged, or nothing that hears speech; or the name is taken.</exception>
    /// <exception cref="OnnxRuntimeMissingException">The native library of ONNX Runtime is not there.</exception>
    public static OnnxImport Import(string file, string name, OnnxImportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(name);
        options ??= new OnnxImportOptions();
        EncoderCatalog.RequireFree(name, options.Replace);
        if (options.Input is { } word && !OnnxInputKind.IsKnown(word))
        {
            throw new EncoderFormatException(
                file, $"'{word}' is no input: it is {OnnxInputKind.Waveform}, {OnnxInputKind.Normalised}, {OnnxInputKind.Whisper} or "
                + $"{OnnxInputKind.Mel}FILE.onnx.");
        }

        var summary = OnnxSummaryReader.Read(file);
        var wishes = WishesOf(file, summary, options);
        var plan = OnnxProbe.Complete(file, summary, OnnxKinds.Recognise(file, summary, wishes), wishes);
        // Of a config.json only words for emotions or dimensions make a classifier; what a person names counts as it stands.
        if (OnnxLabels.Of(plan.Labels, any: options.Labels is not null) is null) plan = plan with { Labels = [] };
        var writer = plan.Producer.Length > 0 ? plan.Producer : "an unknown program";
        var notes = new EncoderNotes(name, "1", $"{plan.Kind}, written by {writer}.", options.License);
        var folder = EncoderCatalog.FolderOf(name);
        OnnxFolder.Write(folder, file, summary, plan, notes);
        File.Delete(EncoderCatalog.PathOf(name));
        var encoder = OnnxFolder.Open(folder);
        return new OnnxImport(encoder, folder, Keep(encoder), Notes(encoder));
    }

    private static string? Keep(OnnxEncoder encoder)
    {
        var path = ModelCatalog.PathOf(encoder.Name);
        if (WholeModel.Of(encoder) is not { } bundle)
        {
            if (File.Exists(path)) File.Delete(path);
            return null;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        bundle.Save(path);
        return path;
    }

    private static List<string> Notes(OnnxEncoder encoder)
    {
        var plan = encoder.Plan;
        List<string> notes =
        [
            string.Create(
                CultureInfo.InvariantCulture,
                $"taken for {plan.Kind}: {plan.InputKind} at {plan.SampleRateHz} Hz into '{plan.Input}', ")
                + LengthText(plan) + "; operators of version " + plan.Operators.ToString(CultureInfo.InvariantCulture),
            "layers: " + string.Join(", ", encoder.Layers.Select(l => $"{l.Name} [{string.Join(", ", l.OutputShape.Select(SizeText))}]")),
        ];
        if (plan.Batches is { } batches) notes.Add(batches ? "a batch gives what clips give alone" : "a batch changes answers");
        if (plan.IgnoresPadding is { } ignores)
            notes.Add(ignores ? "silence behind a clip does not change its steps" : "silence behind a clip changes answers");
        notes.Add("clips are given to it one at a time, as they are long");
        return notes;
    }

    private static string LengthText(OnnxPlan plan) => plan.FixedLength is not { } steps
        ? string.Create(CultureInfo.InvariantCulture, $"any length from {plan.LeastSamples} samples on")
        : plan.IsOfWindows
            ? string.Create(CultureInfo.InvariantCulture, $"windows of {steps} frames, one every {MelGraphInput.HopFrames}")
            : string.Create(CultureInfo.InvariantCulture, $"a fixed length of {steps}, to which clips are filled up");

    private static string SizeText(int size) => size < 0 ? "time" : size.ToString(CultureInfo.InvariantCulture);

    private static OnnxWishes WishesOf(string file, OnnxSummary summary, OnnxImportOptions options)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var config = JsonOf(Path.Combine(folder, "config.json"));
        IReadOnlyList<string>? labels = null;
        if (options.Labels is { } named && named.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            config = JsonOf(named) ?? throw new EncoderFormatException(named, "there is no such file, or it is no JSON object.");
        else if (options.Labels is { } list) labels = LabelsOf(list);
        else if (config is null && IsAudeering(summary)) labels = ["arousal", "dominance", "valence"];
        return new OnnxWishes(options.Input, options.Output, labels, config, JsonOf(Path.Combine(folder, "preprocessor_config.json")));
    }

    /// <summary>Whether it has the ports of audEERING's published model of arousal, dominance and valence.</summary>
    private static bool IsAudeering(OnnxSummary summary) =>
        summary.Inputs is [{ Name: "signal" }] && summary.Outputs.Any(o => o.Name == "hidden_states")
        && summary.Outputs.Any(o => o is { Name: OnnxLabels.Output, Shape: [_, 3] });

    private static string[] LabelsOf(string list) => File.Exists(list)
        ? [.. File.ReadAllLines(list).Select(l => l.Trim()).Where(l => l.Length > 0)]
        : [.. list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static JsonObject? JsonOf(string path)
    {
        if (!File.Exists(path)) return null;
        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) as JsonObject;
        }
        catch (JsonException e)
        {
            throw new EncoderFormatException(path, $"this is no JSON ({e.Message}). Mend it, or take it away.", e);
        }
    }
}
