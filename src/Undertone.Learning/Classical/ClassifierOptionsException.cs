namespace Undertone.Learning.Classical;

/// <summary>A hyper-parameter that cannot be used; the message names the place, the fault and what is allowed.</summary>
public sealed class ClassifierOptionsException : Exception
{
    /// <summary>Creates it.</summary>
    public ClassifierOptionsException()
    {
    }

    /// <summary>Creates it with a message.</summary>
    public ClassifierOptionsException(string message) : base(message)
    {
    }

    /// <summary>Creates it with a message and its cause.</summary>
    public ClassifierOptionsException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
