using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Undertone.Recognition.Inference;

namespace Undertone.Extensions.DependencyInjection.Tests;

/// <summary>A service as an application makes it, with its log.</summary>
internal sealed class Service : IDisposable, ILoggerProvider, ILogger
{
    private readonly ServiceProvider _services;
    private bool _disposed;

    public Service(Action<UndertoneOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(this));
        services.AddUndertone(options =>
        {
            options.ReloadInterval = TimeSpan.FromMilliseconds(20);
            configure?.Invoke(options);
        });
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public ConcurrentQueue<(LogLevel Level, string Text)> Lines { get; } = [];

    public IEmotionRecognizer Recognizer => _services.GetRequiredService<IEmotionRecognizer>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Waits until something was logged that holds a text.</summary>
    public async Task<(LogLevel Level, string Text)> Logged(string text)
    {
        for (var i = 0; i < 1000; i++)
        {
            if (Lines.FirstOrDefault(l => l.Text.Contains(text, StringComparison.Ordinal)) is { Text: not null } line) return line;
            await Task.Delay(20);
        }

        throw new TimeoutException($"'{text}' was not logged in 20 s; logged was: {string.Join(" | ", Lines.Select(l => l.Text))}");
    }

    // The container disposes it too, as a provider of logs.
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, true)) return;
        _services.Dispose();
    }

    public ILogger CreateLogger(string categoryName)
    {
        categoryName.ShouldBeOneOf("Undertone", "Microsoft.Extensions.Options");
        return this;
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue((logLevel, formatter(state, exception)));
}
