namespace Undertone.Cli.Terminals;

/// <summary>Passes progress on at once, on the thread that reports it; <see cref="Progress{T}"/> posts it to another.</summary>
internal sealed class Relay<T>(Action<T> target) : IProgress<T>
{
    public void Report(T value) => target(value);
}
