using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Bundle;

namespace Undertone.Cli.Diagnosis;

/// <summary>The models that come with the program: their hashes, and that they can be restored.</summary>
internal static class ModelChecks
{
    public static IEnumerable<Finding> Findings() => Findings(EmotionRecognizer.BuiltInNames, EmotionRecognizer.LoadBuiltIn);

    public static IEnumerable<Finding> Findings(IEnumerable<string> names, Func<string, EmotionRecognizer> load) =>
        names.Select(name => Of(name, load));

    private static Finding Of(string name, Func<string, EmotionRecognizer> load)
    {
        var purpose = name == EmotionRecognizer.DefaultModel ? "answers without --model" : $"answers with --model {name}";
        try
        {
            using var model = load(name);
            return new Finding("models", name, FindingState.Ok, $"{model.Labels.Count} emotions, hashes hold", purpose);
        }
        catch (Exception e) when (e is ModelFormatException or TypeInitializationException or DllNotFoundException)
        {
            return new Finding(
                "models", name, FindingState.Broken, $"cannot be loaded ({e.GetBaseException().Message.TrimEnd('.')})", purpose,
                OperatingSystem.IsLinux()
                    ? "Install Undertone again; a native program needs the system's libssl (Debian and Ubuntu: apt install libssl3)."
                    : "Install Undertone again.");
        }
    }
}
