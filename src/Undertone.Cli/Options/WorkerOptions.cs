using System.CommandLine;

namespace Undertone.Cli.Options;

/// <summary>The options of <c>undertone worker</c>, which the program of the service takes as they stand.</summary>
internal sealed class WorkerOptions
{
    private readonly QueueOptions _queue = new();

    public Option<string?> Broker => _queue.Broker;
    public Option<string> Queue => _queue.Queue;

    public Option<string?> Database { get; } = new("--database")
    {
        Description = "Keep answers, one a message id: in PostgreSQL by its connection string (\"Host=...\"), or for one worker alone in a "
            + $"folder (default: {QueueOptions.DatabaseVariable} of the environment).",
        HelpName = "DB",
    };

    public Option<string?> ReplyQueue { get; } = new("--reply-queue")
    {
        Description = "Where answers go to messages without reply_to.",
        HelpName = "R",
    };

    public Option<string?> DeadQueue { get; } = new("--dead-queue")
    {
        Description = "Where messages without an answer go (default: the queue's name and .dead).",
        HelpName = "D",
    };

    public Option<string[]> Allowed { get; } = new("--allow")
    {
        Description = "A folder or URL below which messages may name audio; may be given several times (default: none).",
        HelpName = "PREFIX",
    };

    public Option<string?> Model { get; } = CommonOptions.Model();
    public Option<string> Runs { get; } = CommonOptions.Runs();

    public Option<int?> Prefetch { get; } = new Option<int?>("--prefetch")
    {
        Description = "How many messages are held and heard at a time (default: one a processor).",
        HelpName = "N",
    }.InRange(1, 1024);

    public Option<int> DeliveryLimit { get; } = Number(
        "--delivery-limit", "How often a message that ends workers is handed out again; an argument of the queue.", "N", 20, 1, 1_000_000);

    public Option<long> MaxBytes { get; } = EnqueueOptions.Bytes("How large an audio file may be, in bytes.");

    public Option<int> MaxMinutes { get; } = Number("--max-minutes", "The longest recording, in minutes.", "N", 60, 1, 24 * 60);

    public Option<int> UrlTimeout { get; } = Number("--url-timeout", "How long fetching a URL may take, in seconds.", "S", 30, 1, 3600);

    public Option<int> DrainSeconds { get; } = Number(
        "--drain-seconds", "How long what it holds may go on at the end, in seconds; then it goes back.", "S", 30, 0, 3600);

    public Option<string?> Metrics { get; } = new("--metrics")
    {
        Description = "Answer at /metrics (for Prometheus) and /healthz on this port of the loopback, or on ADDRESS:PORT.",
        HelpName = "PORT",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] all =
        [
            Broker, Queue, Database, ReplyQueue, DeadQueue, Allowed, Model, Runs, Prefetch, DeliveryLimit, MaxBytes, MaxMinutes, UrlTimeout,
            DrainSeconds, Metrics,
        ];
        foreach (var option in all) command.Add(option);
    }

    private static Option<int> Number(string name, string description, string unit, int standard, int least, int most) =>
        new Option<int>(name) { Description = description, HelpName = unit, DefaultValueFactory = _ => standard }.InRange(least, most);
}
