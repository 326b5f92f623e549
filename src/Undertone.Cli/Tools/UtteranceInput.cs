using System.Globalization;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Experiments.Units;

namespace Undertone.Cli.Tools;

/// <summary>Utterances as inputs of units: a plan keeps what a table tells of them, so that no unit reads the corpora again.</summary>
internal static class UtteranceInput
{
    /// <summary>The utterance's file, with what is known of the utterance.</summary>
    public static WorkInput Of(Utterance utterance) => WorkInput.OfFile(utterance.Path).With(
    [
        utterance.Emotion, utterance.Speaker, utterance.Corpus, Text(utterance.StartSeconds), Text(utterance.EndSeconds),
    ]);

    /// <summary>What a plan tells, with the file as it is now.</summary>
    public static WorkInput Again(WorkInput planned) => WorkInput.OfFile(planned.Name).With(planned.Texts);

    /// <summary>The utterance.</summary>
    /// <exception cref="InvalidDataException">The plan does not tell what <see cref="Of"/> tells.</exception>
    public static Utterance Read(WorkInput input) =>
        input.Texts is [var emotion, var speaker, var corpus, var start, var end] && Number(start) is { } from && Number(end) is { } to
            ? Utterance.FromFile(input.Name, emotion, speaker, corpus) with { StartSeconds = from.Value, EndSeconds = to.Value }
            : throw new InvalidDataException($"plan.json: the file {input.Name} has no utterance; plan anew.");

    private static string Text(double? seconds) => seconds?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static (double? Value, bool IsRead)? Number(string text) => text.Length == 0 ? (null, true)
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? (value, true)
        : null;
}
