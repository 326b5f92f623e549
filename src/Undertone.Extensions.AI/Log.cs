using Microsoft.Extensions.Logging;

namespace Undertone.Extensions.AI;

/// <summary>What a client says of audio that it cannot hear.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "The text comes without an emotion: {Reason}")]
    public static partial void NotHeard(ILogger logger, string reason, Exception exception);
}
