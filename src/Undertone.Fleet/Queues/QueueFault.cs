namespace Undertone.Fleet.Queues;

/// <summary>What kept a queue from being used.</summary>
public enum QueueFault
{
    /// <summary>What was given cannot be: a URI that cannot be read, a name that is none, a folder that is not there.</summary>
    Input,

    /// <summary>The broker does not answer now, or takes nothing now. Later calls may work.</summary>
    Unavailable,

    /// <summary>The broker refuses for good: the user, a right, a queue that is there with other arguments.</summary>
    Refused,
}
