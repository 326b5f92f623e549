using Undertone.Cli.Tools;

namespace Undertone.Cli.Diagnosis;

/// <summary>The programs that say answers, and those that know words.</summary>
internal static class SpeechChecks
{
    private const string Group = "words";

    public static IEnumerable<Finding> Findings(DoctorSettings settings, CancellationToken cancellation) =>
        Speaker.Known.Select(s => Synthesizer(settings, s.Name, cancellation))
            .Concat(WordRecognizer.Known.Select(r => Recognizer(settings, r)));

    private static Finding Synthesizer(DoctorSettings settings, string name, CancellationToken cancellation)
    {
        const string Purpose = "says answers for --speak";
        if (settings.Find(name) is not { } file)
            return new Finding(Group, name, FindingState.Missing, "not on PATH", Purpose, Speaker.Install);
        if (name == "say") return new Finding(Group, name, FindingState.Ok, "on PATH", Purpose);
        var (works, text) = InstalledProgram.Ask(file, "--version", settings.Patience, cancellation);
        return new Finding(
            Group, name, works ? FindingState.Ok : FindingState.Warning, text, Purpose, works ? null : Speaker.Install);
    }

    // Only looked for: to tell their versions, some of them load what they recognise with.
    private static Finding Recognizer(DoctorSettings settings, WordRecognizer recognizer)
    {
        var purpose = "adds the words for --transcribe";
        return recognizer.Programs.FirstOrDefault(p => settings.Find(p) is not null) is { } program
            ? new Finding(Group, recognizer.Tool, FindingState.Ok, program == recognizer.Tool ? "on PATH" : program, purpose)
            : new Finding(Group, recognizer.Tool, FindingState.Missing, "not on PATH", purpose, $"To get it: {recognizer.Install}.");
    }
}
