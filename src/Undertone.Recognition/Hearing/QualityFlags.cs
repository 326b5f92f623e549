namespace Undertone.Recognition.Hearing;

/// <summary>The words of quality flags in JSON and tables.</summary>
public static class QualityFlags
{
    /// <summary>
    /// The flag's word: <c>little-speech</c>, <c>quiet</c>, <c>clipped</c>, <c>noisy</c> or <c>narrow-band</c>.
    /// </summary>
    /// <param name="flag">The flag.</param>
    public static string Word(this QualityFlag flag) => flag switch
    {
        QualityFlag.LittleSpeech => "little-speech",
        QualityFlag.Quiet => "quiet",
        QualityFlag.Clipped => "clipped",
        QualityFlag.Noisy => "noisy",
        QualityFlag.NarrowBand => "narrow-band",
        _ => throw new ArgumentOutOfRangeException(nameof(flag), flag, "There is no such flag."),
    };
}
