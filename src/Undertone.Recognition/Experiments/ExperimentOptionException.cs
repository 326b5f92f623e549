namespace Undertone.Recognition.Experiments;

/// <summary>An option of an experiment that cannot work, or does not go with another. It is told before any work.</summary>
public sealed class ExperimentOptionException : ArgumentException
{
    /// <summary>Names the option and the fault.</summary>
    /// <param name="option">The option, such as <c>Folds</c>.</param>
    /// <param name="fault">What is wrong and what would be right, as a sentence.</param>
    /// <param name="inner">What was thrown while checking, if anything.</param>
    public ExperimentOptionException(string option, string fault, Exception? inner = null)
        : base($"{option}: {fault}", inner) => (Option, Fault) = (option, fault);

    /// <summary>The option.</summary>
    public string Option { get; }

    /// <summary>What is wrong and what would be right.</summary>
    public string Fault { get; }
}
