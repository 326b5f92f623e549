namespace Undertone.Sound.Audio;

/// <summary>What to do about the usual faults.</summary>
internal static class Remedies
{
    public const string CopyAgain = "Copy or export the file again.";

    public const string ExportAgain = "Export the file again, as 16-bit PCM WAV for instance.";
}
