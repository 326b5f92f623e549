using Undertone.Recognition.Inference;

namespace Undertone.Cli.Tools;

/// <summary>
/// Says words through a speech synthesiser of the system. Where none is there or works, that is told once, and nothing more is said.
/// </summary>
internal sealed class Speaker(Action<string> tell, IReadOnlyList<(string Name, string[] Arguments)> synthesizers)
{
    /// <summary>How to get a synthesiser.</summary>
    public const string Install =
        "Install espeak-ng (Debian and Ubuntu: apt install espeak-ng; macOS has say; Windows: winget install eSpeak-NG).";

    private IReadOnlyList<(string Name, string[] Arguments)> _left = synthesizers;

    /// <summary>The programs that are tried, in order; they read what to say on standard input, where no word is an option.</summary>
    public static IReadOnlyList<(string Name, string[] Arguments)> Known { get; } = OperatingSystem.IsMacOS()
        ? [("say", ["-f", "-"]), Espeak]
        : [Espeak];

    private static (string, string[]) Espeak => ("espeak-ng", ["-v", "en", "--stdin"]);

    /// <summary>Says answers for files as they are passed on: each behind its writing.</summary>
    public IEnumerable<FilePrediction> SayEach(IEnumerable<FilePrediction> answers, bool named, CancellationToken cancellation)
    {
        foreach (var answer in answers)
        {
            yield return answer;
            Say(SpokenAnswer.Of(answer, named), cancellation);
        }
    }

    /// <summary>Says a sentence to its end.</summary>
    public void Say(string words, CancellationToken cancellation)
    {
        var failures = new List<string>();
        while (_left.Count > 0)
        {
            var (name, arguments) = _left[0];
            var outcome = SystemTool.Run(name, arguments, words + "\n", cancellation);
            if (outcome is { Failure: null }) return;
            failures.Add(outcome is null ? $"{name} is not installed" : $"{name} failed ({outcome.Failure})");
            _left = [.. _left.Skip(1)];
        }

        if (failures.Count > 0)
        {
            tell($"warning: --speak: {string.Join("; ", failures)}, so nothing is said. {Install}");
        }
    }
}
