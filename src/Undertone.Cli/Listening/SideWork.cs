using System.Collections.Concurrent;

namespace Undertone.Cli.Listening;

/// <summary>Work beside the listening, one piece after another; what comes of it is dealt with on the listener's thread.</summary>
internal sealed class SideWork : IDisposable
{
    private readonly ConcurrentQueue<Action> _results = new();
    private readonly CancellationTokenSource _end = new();
    private Task _last = Task.CompletedTask;

    /// <summary>Whether something is still being done.</summary>
    public bool IsBusy => !_last.IsCompleted;

    /// <summary>Does a piece of work, behind all that was begun before.</summary>
    /// <param name="work">The work; what it gives back is done by <see cref="Deliver"/>.</param>
    public void Begin(Func<CancellationToken, Action> work) => _last = _last.ContinueWith(
        _ =>
        {
            try
            {
                if (!_end.IsCancellationRequested) _results.Enqueue(work(_end.Token));
            }
            catch (OperationCanceledException)
            {
                // Nobody waits for it any more.
            }
        },
        CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    /// <summary>Deals with what has come of the work; what it threw is thrown here.</summary>
    public void Deliver()
    {
        while (_results.TryDequeue(out var result)) result();
        if (_last.IsFaulted) _last.GetAwaiter().GetResult();
    }

    /// <summary>Waits for what was begun, but not for ever.</summary>
    public void Finish(TimeSpan patience)
    {
        _last.Wait(patience);
        Deliver();
    }

    public void Dispose() => _end.Cancel();
}
