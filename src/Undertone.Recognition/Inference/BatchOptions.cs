using Undertone.Sound.Audio;

namespace Undertone.Recognition.Inference;

/// <summary>How <see cref="EmotionRecognizer.PredictFiles"/> goes through files.</summary>
public sealed record BatchOptions
{
    /// <summary>Whether to answer for consecutive parts of each file as well. Default false.</summary>
    public bool Segments { get; init; }

    /// <summary>How many files are read and answered at a time, at least 1; null (the default) for one a processor.</summary>
    /// <remarks>Answers do not depend on it.</remarks>
    public int? Threads { get; init; }

    /// <summary>How a name becomes audio; called from several threads. Default: <see cref="AudioClip.Load(string, int?)"/>.</summary>
    public Func<string, AudioClip> Load { get; init; } = name => AudioClip.Load(name);
}
