namespace Undertone.Cli.Terminals;

/// <summary>
/// Guesses the time that is left from how fast a task went since its first report: what an earlier run did is no merit of this one.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class TimeLeft(TimeProvider time)
{
    private string? _task;
    private double _first;
    private long _begin;

    /// <summary>The time left; null where nothing can be said yet, or nothing is left.</summary>
    public TimeSpan? After(ProgressState state)
    {
        var (task, share) = state.Overall is { } overall ? ("", overall) : (state.Stage, state.Share);
        if (task != _task || share < _first)
        {
            (_task, _first, _begin) = (task, share, time.GetTimestamp());
            return null;
        }

        var elapsed = time.GetElapsedTime(_begin);
        if (share <= _first || share >= 1 || elapsed <= TimeSpan.Zero) return null;
        var left = elapsed.TotalSeconds * (1 - share) / (share - _first);
        return left < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(left) : null;
    }
}
