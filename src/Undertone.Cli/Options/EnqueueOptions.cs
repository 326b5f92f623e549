using System.CommandLine;

namespace Undertone.Cli.Options;

/// <summary>What stands on the command line of <c>undertone enqueue</c>, which the program of the service takes as it stands.</summary>
internal sealed class EnqueueOptions
{
    private const long StandardBytes = 100L << 20;
    private readonly QueueOptions _queue = new();

    public Argument<string[]> Paths { get; } = new("PATH")
    {
        Description = "Audio files, folders, or patterns in quotation marks.",
        Arity = ArgumentArity.OneOrMore,
    };

    public Option<string?> Broker => _queue.Broker;
    public Option<string> Queue => _queue.Queue;
    public Option<bool> Recursive { get; } = new("--recursive") { Description = "Look into sub-folders too." };

    public Option<bool> Inline { get; } = new("--inline")
    {
        Description = "Send the audio itself, for workers that do not see the same files.",
    };

    public Option<string?> ReplyTo { get; } = new("--reply-to")
    {
        Description = "The queue that the answers are to go to; made where it is not there.",
        HelpName = "R",
    };

    public Option<long> MaxBytes { get; } = Bytes("How large a file may be that is sent itself, in bytes.");

    public Option<int> RetrySeconds { get; } = new Option<int>("--retry-seconds")
    {
        Description = "How long a full queue or a broker that is down is tried, in seconds.",
        HelpName = "S",
        DefaultValueFactory = _ => 30,
    }.InRange(0, 86_400);

    public Option<bool> Json { get; } = CommonOptions.Json();

    /// <summary>The limit of an audio file.</summary>
    public static Option<long> Bytes(string description) => new Option<long>("--max-bytes")
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => StandardBytes,
    }.InRange(1);

    /// <summary>Adds all of it to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(Paths);
        Option[] all = [Broker, Queue, Recursive, Inline, ReplyTo, MaxBytes, RetrySeconds, Json];
        foreach (var option in all) command.Add(option);
    }
}
