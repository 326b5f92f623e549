using Undertone.Cli.Terminals;
using Undertone.Fleet.Queues;
using Undertone.Fleet.Stores;

namespace Undertone.Serve;

/// <summary>What stores and queues could not do, as a message and an exit code.</summary>
internal static class FleetFaults
{
    /// <summary>Does something with a store or a queue.</summary>
    /// <exception cref="BadInputException">What was given cannot be.</exception>
    /// <exception cref="FailedException">It could not be done.</exception>
    public static async Task<T> Told<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is StoreException { Fault: StoreFault.Input } or QueueException { Fault: QueueFault.Input })
        {
            throw new BadInputException(e.Message, e);
        }
        catch (Exception e) when (e is StoreException or QueueException)
        {
            throw new FailedException(e.Message, e);
        }
    }
}
