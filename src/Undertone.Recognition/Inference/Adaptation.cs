namespace Undertone.Recognition.Inference;

/// <summary>
/// What <see cref="EmotionRecognizer.PredictFiles"/> takes for the clips of one speaker, so that answers are relative to that voice.
/// </summary>
public enum Adaptation
{
    /// <summary>Nothing: every answer is for itself.</summary>
    None,

    /// <summary>All files of a folder.</summary>
    Folder,

    /// <summary>
    /// The segments of a file with speech; the answers for them are relative to their mean, that for the whole file is not.
    /// </summary>
    File,
}
