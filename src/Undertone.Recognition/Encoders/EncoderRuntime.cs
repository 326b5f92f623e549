using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Encoders;

/// <summary>How encoders that another runtime computes are opened, where a program has one.</summary>
internal static class EncoderRuntime
{
    /// <summary>
    /// Opens what lies in a folder that ends with <see cref="EncoderPlan.FolderEnding"/>; null where no runtime is at hand.
    /// </summary>
    public static Func<string, SpeechEncoder>? Open { get; set; }
}
