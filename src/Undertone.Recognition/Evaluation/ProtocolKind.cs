namespace Undertone.Recognition.Evaluation;

/// <summary>How data is divided to test models on it.</summary>
public enum ProtocolKind
{
    /// <summary><c>none</c>: nothing is tested.</summary>
    None,

    /// <summary><c>speaker-kfold</c>: folds over whole speakers.</summary>
    SpeakerKFold,

    /// <summary><c>loso</c>: every speaker is a fold.</summary>
    LeaveOneSpeakerOut,

    /// <summary><c>leave-one-corpus-out</c>: every corpus is a fold.</summary>
    LeaveOneCorpusOut,

    /// <summary><c>split</c>: a file says what is for training and what for the test.</summary>
    Split,

    /// <summary><c>random</c>: one stratified random split, which shares speakers between training and test.</summary>
    Random,

    /// <summary><c>model-on-data</c>: a finished model is tested on data; nothing is trained.</summary>
    ModelOnData,

    /// <summary><c>partition</c>: the corpora say themselves what is for training and what for the test.</summary>
    Partition,

    /// <summary><c>leave-one-partition-out</c>: every partition of a corpus, such as a session, is a fold.</summary>
    LeaveOnePartitionOut,
}
