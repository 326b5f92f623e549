namespace Undertone.Fleet.Queues;

/// <summary>A queue could not be used: the message says where, what is wrong and what to do, and never a password.</summary>
public sealed class QueueException : IOException
{
    /// <summary>Creates the exception.</summary>
    public QueueException()
        : this(QueueFault.Unavailable, "The queue cannot be used.") { }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    public QueueException(string message)
        : this(QueueFault.Unavailable, message) { }

    /// <summary>Creates the exception with a cause.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public QueueException(string message, Exception innerException)
        : this(QueueFault.Unavailable, message, innerException) { }

    /// <summary>Creates the exception.</summary>
    /// <param name="fault">What kind of fault it is.</param>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause, for logs; null where there is none.</param>
    public QueueException(QueueFault fault, string message, Exception? innerException = null)
        : base(message, innerException) => Fault = fault;

    /// <summary>What kind of fault it is.</summary>
    public QueueFault Fault { get; }
}
