using Microsoft.Extensions.Logging;

namespace Undertone.Web.Problems;

/// <summary>What the endpoints say, under the category <c>Undertone.Web</c>.</summary>
internal static partial class Log
{
    public const string Category = "Undertone.Web";

    [LoggerMessage(1, LogLevel.Error, "A request to {Path} failed.")]
    public static partial void Failed(ILogger logger, string path, Exception? exception);

    [LoggerMessage(2, LogLevel.Error, "A request to {Path} could not use the store: {Why}")]
    public static partial void StoreFailed(ILogger logger, string path, string why);
}
