using Microsoft.Extensions.Logging;

namespace Undertone.Extensions.DependencyInjection;

/// <summary>What a service says of its model, under the category <c>Undertone</c>.</summary>
internal static partial class Log
{
    public const string Category = "Undertone";

    [LoggerMessage(1, LogLevel.Information, "The model '{Name}' (version {Version}) of {Source} answers now.")]
    public static partial void Loaded(ILogger logger, string name, string version, string source);

    [LoggerMessage(2, LogLevel.Error, "The model file {Source} cannot be used, and the model before it goes on answering: {Reason}")]
    public static partial void Refused(ILogger logger, string source, string reason, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "The model file {Source} is gone; the model of it that is in memory goes on answering.")]
    public static partial void Gone(ILogger logger, string source);
}
