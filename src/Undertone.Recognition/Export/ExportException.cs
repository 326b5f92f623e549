namespace Undertone.Recognition.Export;

/// <summary>A model cannot be written in a format, or not with the same answers.</summary>
public sealed class ExportException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="fault">What in it cannot be written and what to do, a sentence.</param>
    /// <param name="inner">What lies below it, or null.</param>
    public ExportException(string model, string fault, Exception? inner = null)
        : base($"{model}: {fault}", inner) => Fault = fault;

    /// <summary>What cannot be written and what to do.</summary>
    public string Fault { get; }
}
