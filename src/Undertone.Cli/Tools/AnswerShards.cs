using System.CommandLine;
using System.Text;
using System.Text.Json;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Cli.Texts;
using Undertone.Recognition.Experiments.Units;
using Undertone.Recognition.Files;
using Undertone.Recognition.Inference;

namespace Undertone.Cli.Tools;

/// <summary>Answers for files in units: each leaves a line of JSON a file, which gives the answer back to the bit.</summary>
internal static class AnswerShards
{
    private const string AnswersFile = "answers.jsonl";

    /// <summary>The answers as units; of each file once, however often it is named.</summary>
    /// <param name="stage">What is asked for.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="recognizer">The model.</param>
    /// <param name="model">What the model is known by.</param>
    /// <param name="inputs">The files.</param>
    /// <param name="options">How they are answered.</param>
    /// <exception cref="UsageException">Standard input is among them, or a file counts twice.</exception>
    public static DividedWork Divide(
        JobStage stage, ParseResult parsed, EmotionRecognizer recognizer, IReadOnlyList<WorkInput> model, PredictInputs inputs,
        BatchOptions options)
    {
        var named = inputs.Items.Where(i => i.Error is null).Select(i => i.File).ToArray();
        var files = named.Distinct(StringComparer.Ordinal).ToArray();
        if (options.Adapt == Adaptation.Folder && named.CountBy(f => f).FirstOrDefault(f => f.Value > 1) is { Key: { } twice })
            throw new UsageException($"{twice} is named twice, and --adapt folder counts it twice for the voice: name each file once.");
        if (files.Contains(AudioInput.StandardInput)) throw new UsageException("Units cannot read standard input (-): name files.");
        WorkInput[] voices = [.. Voices(options)];
        return stage.Shards(
            parsed, [.. model, .. voices], [.. files.Select(WorkInput.OfFile)], [AnswersFile], (first, count, folder, cancellation) =>
        {
            // The others may be heard for the voice of their folder.
            var others = files[..first].Concat(files[(first + count)..]).ToHashSet(StringComparer.Ordinal);
            var answers = recognizer.PredictFiles(files, options with { Answered = others }, cancellation);
            AtomicFile.Write(Path.Combine(folder, AnswersFile), stream =>
            {
                using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
                PredictionText.WriteJsonLines(writer, answers);
            });
        });
    }

    /// <summary>The answers of units that are whole, in the order of the files.</summary>
    /// <exception cref="InvalidDataException">A unit's answers are damaged, or a file has none.</exception>
    public static IEnumerable<FilePrediction> Read(JobStage stage, PredictInputs inputs)
    {
        var answers = stage.Parts.SelectMany(Answers).ToLookup(a => a.File, StringComparer.Ordinal);
        foreach (var input in inputs.Items)
        {
            if (input.Error is null && !answers.Contains(input.File))
                throw new InvalidDataException($"{input.File}: this file is new since the plan was made. Take it away, or plan anew.");
            foreach (var answer in input.Error is null ? answers[input.File] : [input]) yield return answer;
        }
    }

    private static IEnumerable<WorkInput> Voices(BatchOptions options)
    {
        var named = options.SpeakerVoices.Select(v => (v.Key, v.Value));
        foreach (var (speaker, voice) in options.Voice is { } own ? named.Append(("", own)) : named)
            yield return WorkInput.OfText($"the voice {voice.Name}", $"{speaker} {voice.ToJson()}");
    }

    private static IEnumerable<FilePrediction> Answers(string part)
    {
        var file = Path.Combine(part, AnswersFile);
        var number = 0;
        foreach (var line in File.ReadLines(file))
        {
            number++;
            yield return Answer(line) ?? throw new InvalidDataException(
                FormattableString.Invariant($"{file}: line {number} is damaged; delete {part} and do the unit again."));
        }
    }

    private static FilePrediction? Answer(string line)
    {
        try
        {
            return (FilePrediction?)JsonSerializer.Deserialize(line, PredictionJson.SerializerOptions.GetTypeInfo(typeof(FilePrediction)));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
