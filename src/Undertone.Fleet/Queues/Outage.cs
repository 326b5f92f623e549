namespace Undertone.Fleet.Queues;

/// <summary>Something that is waited for with growing pauses; that it is down is told once, and so is that it is up again.</summary>
/// <param name="name">What is waited for.</param>
/// <param name="notice">Is told.</param>
internal sealed class Outage(string name, Action<string>? notice)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250), Longest = TimeSpan.FromSeconds(10);
    private readonly Lock _lock = new();
    private bool _down;

    /// <summary>It is down.</summary>
    public void Failed(string fault)
    {
        lock (_lock)
        {
            if (!_down) notice?.Invoke($"{fault} It is tried again, and nothing is lost.");
            _down = true;
        }
    }

    /// <summary>It is up.</summary>
    public void Works()
    {
        lock (_lock)
        {
            if (_down) notice?.Invoke($"{name}: works again");
            _down = false;
        }
    }

    /// <summary>Waits before the next attempt.</summary>
    /// <param name="attempt">How many there were.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static Task PauseAsync(int attempt, CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromTicks(Math.Min(First.Ticks << Math.Min(attempt, 10), Longest.Ticks)), cancellationToken);
}
