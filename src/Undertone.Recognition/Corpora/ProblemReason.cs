namespace Undertone.Recognition.Corpora;

/// <summary>Why a file of a corpus is listed as a problem.</summary>
public enum ProblemReason
{
    /// <summary>The file is missing, cannot be opened or does not decode as audio.</summary>
    Unreadable,

    /// <summary>The file holds no sound: its samples never rise above the threshold of silence.</summary>
    Silent,

    /// <summary>The recording was driven into full scale: runs of samples sit at the largest value.</summary>
    Clipped,

    /// <summary>The same audio stands under another name as well.</summary>
    Duplicate,

    /// <summary>An audio file whose name tells no emotion in any corpus's naming.</summary>
    Unparsable,

    /// <summary>The file has no bytes or no samples.</summary>
    Empty,

    /// <summary>
    /// The recording reaches less high than the others, as a telephone call does: a model could tell it by that. It is kept.
    /// </summary>
    NarrowBand,

    /// <summary>Nobody speaks in the recording, as far as speech detection hears. It is kept.</summary>
    NoSpeech,
}
