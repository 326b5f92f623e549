using Undertone.Recognition.Inference.Segments;
using Undertone.Recognition.Inference.Voices;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Inference;

/// <summary>How <see cref="EmotionRecognizer.PredictFiles"/> goes through files.</summary>
public sealed record BatchOptions
{
    /// <summary>Whether to answer for consecutive parts of each file as well. Default false.</summary>
    public bool Segments { get; init; }

    /// <summary>
    /// Window, hop and smoothing of the segments, and of a recording of more than 30 s, which is answered by them. Default: windows of 3 s
    /// every 1.5 s. The voice is given by <see cref="Voice"/>.
    /// </summary>
    public StreamingOptions Segmenting { get; init; } = StreamingOptions.Timeline;

    /// <summary>Whether channels are mixed or answered for one by one. Default: mixed.</summary>
    public ChannelMode Channels { get; init; }

    /// <summary>
    /// The turns of speakers in a file, which the segments then lie in; null, the default, where they are not known. A file without turns
    /// cannot be answered for.
    /// </summary>
    public Func<string, IReadOnlyList<SpeakerTurn>>? Turns { get; init; }

    /// <summary>The voices of the speakers of <see cref="Turns"/>, by their names. Default none.</summary>
    public IReadOnlyDictionary<string, Voice> SpeakerVoices { get; init; } = new Dictionary<string, Voice>();

    /// <summary>The voice of the one speaker of all files; null, the default, where it is not known.</summary>
    public Voice? Voice { get; init; }

    /// <summary>
    /// What is taken for the clips of one speaker where no <see cref="Voice"/> is known. Default none. <see cref="Adaptation.Folder"/>
    /// reads every file twice; <see cref="Adaptation.File"/> wants <see cref="Segments"/>.
    /// </summary>
    public Adaptation Adapt { get; init; }

    /// <summary>
    /// Files that have their answers: they are passed over, and only heard for the voice of their folder
    /// (<see cref="Adaptation.Folder"/>). Default none.
    /// </summary>
    public IReadOnlySet<string> Answered { get; init; } = new HashSet<string>();

    /// <summary>How many files are read and answered at a time, at least 1; null (the default) for one a processor.</summary>
    /// <remarks>Answers do not depend on it.</remarks>
    public int? Threads { get; init; }

    /// <summary>
    /// How a name becomes audio that is read by blocks; called from several threads. Default: <see cref="AudioReader.Open(string, int?)"/>.
    /// </summary>
    public Func<string, AudioReader> Open { get; init; } = name => AudioReader.Open(name);

    /// <summary>
    /// How a name becomes a clip in memory, in place of <see cref="Open"/>; called from several threads. Null, the default, where it does
    /// not.
    /// </summary>
    public Func<string, AudioClip>? Load { get; init; }

    /// <summary>
    /// Is told how much of a file was heard, in seconds, and how long it is where that is known; called from several threads. Default null.
    /// </summary>
    public Action<string, double, double?>? Heard { get; init; }

    internal int WorkerThreads => Threads ?? Environment.ProcessorCount;

    /// <exception cref="ArgumentException">Options exclude each other.</exception>
    internal void Validate()
    {
        if (Voice is not null && Adapt != Adaptation.None) throw new ArgumentException("A voice is given, and another is to be found.");
        Segmenting.Validate();
        if (Load is not null && Channels == ChannelMode.Split) throw new ArgumentException("A clip in memory has no channels: set Open.");
        if (Adapt == Adaptation.File && !Segments)
            throw new ArgumentException("A file's own voice is for its segments, and none are asked for: set Segments.");
    }
}
