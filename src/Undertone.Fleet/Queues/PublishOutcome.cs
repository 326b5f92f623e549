namespace Undertone.Fleet.Queues;

/// <summary>What a broker did with a message.</summary>
internal enum PublishOutcome
{
    /// <summary>It has it on its disks.</summary>
    Kept,

    /// <summary>There is no queue of the name.</summary>
    NoQueue,

    /// <summary>It takes no more now: the queue is full.</summary>
    Rejected,
}
