namespace Undertone.Learning.Neural;

/// <summary>A list of layers cannot be turned into a network: it names the place, the fault and, for shapes, the two that meet.</summary>
public sealed class NetworkSpecException : Exception
{
    /// <summary>Creates an exception without a place.</summary>
    public NetworkSpecException() : this("", "The layers cannot be read.")
    {
    }

    /// <summary>Creates an exception without a place.</summary>
    public NetworkSpecException(string message) : this("", message)
    {
    }

    /// <summary>Creates an exception without a place.</summary>
    public NetworkSpecException(string message, Exception innerException) : base(message, innerException) => Path = "";

    /// <summary>Creates an exception for a place such as <c>layers[3].kernel</c>.</summary>
    public NetworkSpecException(string path, string message) : base(path.Length == 0 ? message : $"{path}: {message}") => Path = path;

    /// <summary>The place in the list, for example <c>layers[3].kernel</c>.</summary>
    public string Path { get; }
}
