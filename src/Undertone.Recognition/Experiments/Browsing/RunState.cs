namespace Undertone.Recognition.Experiments.Browsing;

/// <summary>Whether a run goes on.</summary>
public enum RunState
{
    /// <summary>It has not come to its end, and something was written in its folder lately.</summary>
    Running,

    /// <summary>It came to its end.</summary>
    Finished,

    /// <summary>It has not come to its end, and nothing was written for a while: it was interrupted.</summary>
    Stopped,
}
