using Undertone.Recognition.Inference;

namespace Undertone.Cli.Listening;

/// <summary>Shows what is heard while it is heard.</summary>
internal interface ILiveOutput : IDisposable
{
    /// <summary>Sound has come.</summary>
    void Heard(LiveState state);

    /// <summary>An answer has come; the state has it already.</summary>
    void Answered(LiveState state, StreamingPrediction answer);

    /// <summary>Words were recognised between two times in seconds; the state has them already.</summary>
    void Said(LiveState state, double startSeconds, double endSeconds, string words);

    /// <summary>Something went wrong beside the work.</summary>
    void Warn(LiveState state, string message);

    /// <summary>No more sound comes; what is left to do may take a moment.</summary>
    void Stop();

    /// <summary>Nothing more comes.</summary>
    void End(LiveState state);
}
