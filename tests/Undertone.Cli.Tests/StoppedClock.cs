namespace Undertone.Cli.Tests;

/// <summary>A clock that stands still until it is put forward, so that what is told after some time is the same on any machine.</summary>
internal sealed class StoppedClock : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _ticks;

    public void PutForward(double seconds) => _ticks += TimeSpan.FromSeconds(seconds).Ticks;
}
