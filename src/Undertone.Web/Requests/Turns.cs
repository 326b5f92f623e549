namespace Undertone.Web.Requests;

/// <summary>Who works now and who waits, first come, first served.</summary>
/// <param name="places">A place for each that may work at a time.</param>
internal sealed class Turns(SemaphoreSlim places)
{
    /// <summary>Waits for a turn.</summary>
    /// <returns>Disposed when the work is done.</returns>
    public async Task<IDisposable> Enter(CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        return new Leaving(() => places.Release());
    }
}
