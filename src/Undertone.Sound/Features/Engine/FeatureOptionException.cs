namespace Undertone.Sound.Features.Engine;

/// <summary>A feature, an option or a value that does not exist or cannot work; the message says what would.</summary>
public sealed class FeatureOptionException : ArgumentException
{
    /// <summary>An exception without a message of its own.</summary>
    public FeatureOptionException()
    {
    }

    /// <summary>An exception with a message.</summary>
    /// <param name="message">What is wrong and what would be right.</param>
    public FeatureOptionException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message and a cause.</summary>
    /// <param name="message">What is wrong and what would be right.</param>
    /// <param name="innerException">The cause.</param>
    public FeatureOptionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static void Require(bool holds, string option, object? value, string rule)
    {
        if (!holds)
        {
            throw new FeatureOptionException(FormattableString.Invariant($"{option}={value ?? "none"} cannot work: it has to be {rule}."));
        }
    }
}
