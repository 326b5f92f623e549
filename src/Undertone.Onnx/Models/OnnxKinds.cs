using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Undertone.Onnx.Files;
using Undertone.Recognition.Encoders;

namespace Undertone.Onnx.Models;

/// <summary>Tells by names, axes and the files beside it what a graph is and what goes in.</summary>
internal static partial class OnnxKinds
{
    private const string MaskName = "attention_mask";
    private static readonly string[] Sounds =
        ["input_values", "input_features", "signal", "waveform", "wav", "audio", "speech", "source", "samples", "x", "input"];

    /// <summary>The plan without what has to be tried: layers and lengths.</summary>
    /// <exception cref="EncoderFormatException">There is no sound input, or an input is needed that nobody here can give.</exception>
    public static OnnxPlan Recognise(string file, OnnxSummary summary, OnnxWishes wishes)
    {
        var sounds = summary.Inputs.Where(i => i.ElementType == OnnxValue.Single && i.Name != MaskName).ToArray();
        var sound = sounds.MinBy(i => Array.IndexOf(Sounds, i.Name) is >= 0 and var at ? at : Sounds.Length)
            ?? throw new EncoderFormatException(file, $"none of its inputs ({Text(summary.Inputs)}) takes sound in 32-bit floats.");
        var others = summary.Inputs.Where(i => i != sound && i.Name != MaskName).ToArray();
        if (others.Length > 0)
        {
            throw new EncoderFormatException(
                file, $"besides {sound.Name} it needs {Text(others)}, which no recording has. Export the encoder or the classifier alone.");
        }

        var rank = sound.Shape?.Count ?? 2;
        var family = wishes.Config?["model_type"]?.ToString();
        var (kind, input) = Kind(file, sound, rank, family, wishes);
        var isPicture = input.StartsWith(OnnxInputKind.Mel, StringComparison.Ordinal);
        var fits = input == OnnxInputKind.Whisper ? sound.Shape is [_, 80 or 128, _]
            : isPicture ? sound.Shape is [_, > 0 and < 10_000, > 0 and < 10_000, 1]
            : rank is 1 or 2 or 3;
        if (!fits)
            throw new EncoderFormatException(file, $"its input {sound.Name} is {sound.ShapeText}, which is not how {input} is given.");
        var length = isPicture ? (rank == 4 ? sound.Shape![1] : WhisperMel.Steps) : sound.Shape?[^1] ?? -1;
        return new OnnxPlan
        {
            Kind = kind,
            InputKind = input,
            Input = sound.Name,
            Rank = rank,
            Mask = summary.Inputs.Any(i => i.Name == MaskName) ? MaskName : null,
            FixedLength = length > 0 ? (int)length : null,
            Bands = !isPicture ? 0 : (int)sound.Shape![rank == 4 ? 2 : 1],
            SampleRateHz = RateOf(wishes.Preprocessor),
            Layers = [],
            Producer = summary.Producer,
            Operators = summary.Operators[""],
            Numbers = summary.Numbers,
        };
    }

    /// <summary>Which of Hugging Face's hidden states an output is; null where it is none.</summary>
    public static int? HiddenState(string output) =>
        HiddenStates().Match(output) is { Success: true } match ? int.Parse(match.Groups[1].Value) : null;

    private static int RateOf(JsonObject? preprocessor) =>
        preprocessor?["sampling_rate"] is JsonValue rate && rate.TryGetValue<int>(out var hz) && hz is > 1000 and < 200_000 ? hz : 16_000;

    private static (string Kind, string Input) Kind(string file, OnnxValue sound, int rank, string? family, OnnxWishes wishes)
    {
        if (wishes.Input is { } wanted) return (family ?? "a model as --input says", wanted);
        if (sound.Name == "input_features" || (rank == 3 && sound.Shape is [_, 80 or 128, _]))
            return (family ?? "an encoder of Whisper", OnnxInputKind.Whisper);
        if (rank == 4 && sound.Shape is [_, 76, 32, 1])
        {
            var front = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, "melspectrogram.onnx");
            return File.Exists(front)
                ? ("the speech embedding of openWakeWord", OnnxInputKind.Mel + "melspectrogram.onnx")
                : throw new EncoderFormatException(
                    file, $"its input {sound.Name} takes log-mel frames. Put the graph that computes them beside it, and name that: "
                    + "--input log-mel:melspectrogram.onnx.");
        }

        if (sound.Name == "signal") return ("a model of audEERING", OnnxInputKind.Waveform);
        if (sound.Name != "input_values") return (family ?? "a model over samples", OnnxInputKind.Waveform);
        var normalises = wishes.Preprocessor?["do_normalize"]?.ToString() != "false";
        return (family ?? "a model of wav2vec 2.0's kind", normalises ? OnnxInputKind.Normalised : OnnxInputKind.Waveform);
    }

    private static string Text(IEnumerable<OnnxValue> values) => string.Join(", ", values.Select(v => $"{v.Name} {v.ShapeText}"));

    [GeneratedRegex(@"^hidden_states?[._]?(\d{1,3})$", RegexOptions.CultureInvariant)]
    private static partial Regex HiddenStates();
}
