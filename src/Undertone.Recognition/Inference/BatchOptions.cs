using Undertone.Recognition.Inference.Voices;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Inference;

/// <summary>How <see cref="EmotionRecognizer.PredictFiles"/> goes through files.</summary>
public sealed record BatchOptions
{
    /// <summary>Whether to answer for consecutive parts of each file as well. Default false.</summary>
    public bool Segments { get; init; }

    /// <summary>The voice of the one speaker of all files; null, the default, where it is not known.</summary>
    public Voice? Voice { get; init; }

    /// <summary>
    /// What is taken for the clips of one speaker where no <see cref="Voice"/> is known. Default none. <see cref="Adaptation.Folder"/>
    /// reads every file twice; <see cref="Adaptation.File"/> wants <see cref="Segments"/>.
    /// </summary>
    public Adaptation Adapt { get; init; }

    /// <summary>How many files are read and answered at a time, at least 1; null (the default) for one a processor.</summary>
    /// <remarks>Answers do not depend on it.</remarks>
    public int? Threads { get; init; }

    /// <summary>How a name becomes audio; called from several threads. Default: <see cref="AudioClip.Load(string, int?)"/>.</summary>
    public Func<string, AudioClip> Load { get; init; } = name => AudioClip.Load(name);

    internal int WorkerThreads => Threads ?? Environment.ProcessorCount;

    /// <exception cref="ArgumentException">Options exclude each other.</exception>
    internal void Validate()
    {
        if (Voice is not null && Adapt != Adaptation.None) throw new ArgumentException("A voice is given, and another is to be found.");
        if (Adapt == Adaptation.File && !Segments)
            throw new ArgumentException("A file's own voice is for its segments, and none are asked for: set Segments.");
    }
}
