namespace Undertone.Fleet.Stores;

/// <summary>A store could not do what it was asked: the message says where, what is wrong and what to do, and never a password.</summary>
public sealed class StoreException : IOException
{
    /// <summary>Creates the exception.</summary>
    public StoreException()
        : this(StoreFault.Unavailable, "The store cannot be used.") { }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    public StoreException(string message)
        : this(StoreFault.Unavailable, message) { }

    /// <summary>Creates the exception with a cause.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public StoreException(string message, Exception innerException)
        : this(StoreFault.Unavailable, message, innerException) { }

    /// <summary>Creates the exception.</summary>
    /// <param name="fault">What kind of fault it is.</param>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause, for logs; null where there is none.</param>
    public StoreException(StoreFault fault, string message, Exception? innerException = null)
        : base(message, innerException) => Fault = fault;

    /// <summary>What kind of fault it is.</summary>
    public StoreFault Fault { get; }
}
