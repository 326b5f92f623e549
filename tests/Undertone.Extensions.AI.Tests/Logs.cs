using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Undertone.Extensions.AI.Tests;

/// <summary>What was logged.</summary>
internal sealed class Logs : ILoggerFactory, ILogger
{
    public ConcurrentQueue<(LogLevel Level, string Text)> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName)
    {
        categoryName.ShouldBe("Undertone.Extensions.AI.EmotionSpeechToTextClient");
        return this;
    }

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue((logLevel, formatter(state, exception)));
}
