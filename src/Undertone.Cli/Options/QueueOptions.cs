using System.CommandLine;

namespace Undertone.Cli.Options;

/// <summary>Which queue of which broker: options of <c>undertone worker</c> and <c>undertone enqueue</c>.</summary>
internal sealed class QueueOptions
{
    /// <summary>The environment variable that names the broker where no option does: no list of processes shows its password.</summary>
    public const string BrokerVariable = "UNDERTONE_BROKER";

    /// <summary>The one that names the database.</summary>
    public const string DatabaseVariable = "UNDERTONE_DATABASE";

    public Option<string?> Broker { get; } = new("--broker")
    {
        Description = $"The broker, amqp://USER:PASSWORD@HOST:PORT/VHOST or amqps:// (default: {BrokerVariable} of the environment).",
        HelpName = "URI",
    };

    public Option<string> Queue { get; } = new("--queue")
    {
        Description = "The queue; made where it is not there.",
        HelpName = "Q",
        Required = true,
    };
}
