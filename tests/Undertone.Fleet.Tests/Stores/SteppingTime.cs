namespace Undertone.Fleet.Tests.Stores;

/// <summary>A clock that goes on by a millisecond and a half with each look, in a zone that is not UTC.</summary>
internal sealed class SteppingTime : TimeProvider
{
    private long _looks;

    public static DateTimeOffset Begin { get; } = new(2026, 3, 1, 1, 0, 0, TimeSpan.FromHours(2));

    public override DateTimeOffset GetUtcNow() => Begin.AddTicks(15_000 * Interlocked.Increment(ref _looks));
}
