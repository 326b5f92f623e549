namespace Undertone.Onnx.Tests.Importing;

/// <summary>
/// A test on openWakeWord's graphs, whose terms are unclear, so that nothing of them is kept, and on real speech: UNDERTONE_OPENWAKEWORD
/// names the folder of embedding_model.onnx and melspectrogram.onnx, UNDERTONE_DATA that of RAVDESS.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class WakeWordFactAttribute : FactAttribute
{
    public WakeWordFactAttribute()
    {
        if (!Directory.Exists(Folder))
            Skip = "no openWakeWord: set UNDERTONE_OPENWAKEWORD to a folder with embedding_model.onnx and melspectrogram.onnx";
        else if (!Directory.Exists(Tier.DataFolder)) Skip = "no real speech: set UNDERTONE_DATA to a folder with RAVDESS";
    }

    public static string Folder => Environment.GetEnvironmentVariable("UNDERTONE_OPENWAKEWORD") ?? "";
}
