using Undertone.Cli.Terminals;
using Undertone.Cli.Tools;
using Undertone.Onnx.Runtime;

namespace Undertone.Cli.Diagnosis;

/// <summary>The terminal, and what stands beside the program.</summary>
internal static class SurroundingChecks
{
    public static IEnumerable<Finding> Findings(DoctorSettings settings)
    {
        yield return new Finding(
            "terminal", "terminal", FindingState.Ok, Screen(settings.Terminal), "'undertone listen' draws on it");
        const string Purpose = "for 'undertone serve', 'worker' and 'enqueue'";
        yield return ServeProgram.IsThere
            ? new Finding("service", "service", FindingState.Ok, "undertone-serve is there", Purpose)
            : new Finding(
                "service", "service", FindingState.Missing, "undertone-serve is not beside this program", Purpose,
                ServeProgram.Remedy);
        yield return RuntimeOfOthers();
    }

    private static Finding RuntimeOfOthers()
    {
        const string Purpose = "for models of others as ONNX, which nothing else needs";
        try
        {
            var (file, version) = OnnxRuntimeLibrary.Check();
            return new Finding("models", "ONNX Runtime", FindingState.Ok, $"{version}, {file}", Purpose);
        }
        catch (OnnxRuntimeMissingException e)
        {
            return new Finding(
                "models", "ONNX Runtime", FindingState.Missing, e.Reason.TrimEnd('.'), Purpose,
                $"name it with --onnx-runtime PATH or {OnnxRuntimeLibrary.Variable}; the NuGet package Microsoft.ML.OnnxRuntime has it");
        }
    }

    private static string Screen(Terminal terminal)
    {
        if (!terminal.ShowsResults) return "none, plain lines are written";
        var width = FormattableString.Invariant($"{TerminalSize.Now().Width} columns");
        if (!terminal.ShowsScreens) return $"{width}, plain lines (TERM is dumb)";
        return Terminal.WantsColors ? $"{width}, colors" : $"{width}, no colors (NO_COLOR)";
    }
}
