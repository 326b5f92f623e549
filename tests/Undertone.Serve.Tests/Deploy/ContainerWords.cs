using System.CommandLine;
using System.Net;
using Npgsql;
using Undertone.Cli.Options;
using Undertone.Fleet.Queues;
using Undertone.Serve.Queues;

namespace Undertone.Serve.Tests.Deploy;

/// <summary>What the program makes of the words and the environment that a container is started with.</summary>
internal static class ContainerWords
{
    private const string KeyFile = "--api-key-file=";

    /// <summary>Variables that the program reads, or Npgsql for it.</summary>
    public static string[] Variables { get; } = [QueueOptions.BrokerVariable, QueueOptions.DatabaseVariable, "PGPASSWORD"];

    /// <summary>Settings of <c>serve</c>, with a file of keys in place of the container's.</summary>
    public static ServeSettings Serve(IReadOnlyList<string> words)
    {
        words[0].ShouldBe(Cli.Commands.ServeCommand.Name);
        var keys = Path.GetTempFileName();
        try
        {
            File.WriteAllText(keys, new string('k', 64));
            var options = new ServeOptions();
            var parsed = Parsed(
                Cli.Commands.ServeCommand.Of(options),
                words.Select(w => w.StartsWith(KeyFile, StringComparison.Ordinal) ? KeyFile + keys : w));
            return SettingsReader.Read(options, parsed);
        }
        finally
        {
            File.Delete(keys);
        }
    }

    /// <summary>Settings of <c>worker</c> with a broker in place of the environment's, and where it gives out measurements.</summary>
    public static (QueueWorkerOptions Settings, IPEndPoint Metrics) Worker(IReadOnlyList<string> words)
    {
        words[0].ShouldBe(Cli.Commands.WorkerCommand.Name);
        var options = new WorkerOptions();
        var parsed = Parsed(Cli.Commands.WorkerCommand.Of(options), [.. words, "--broker=amqp://broker/"]);
        return (QueueSettings.Of(options, parsed), QueueSettings.MetricsOf(parsed.GetValue(options.Metrics)!));
    }

    /// <summary>The value of an option that is given once, in one word with its name.</summary>
    public static string Value(IEnumerable<string> words, string option) =>
        words.Single(w => w.StartsWith(option + "=", StringComparison.Ordinal))[(option.Length + 1)..];

    /// <summary>A connection string is Npgsql's own, holds no password and asks for no Kerberos, which the image has not.</summary>
    public static void ShouldBeDatabase(string connection)
    {
        var read = new NpgsqlConnectionStringBuilder(connection);
        read.Host.ShouldNotBeNullOrEmpty();
        read.Username.ShouldNotBeNullOrEmpty();
        read.Database.ShouldNotBeNullOrEmpty();
        read.Password.ShouldBeNull();
        read.GssEncryptionMode.ShouldBe(GssEncryptionMode.Disable);
    }

    private static ParseResult Parsed(Command command, IEnumerable<string> words)
    {
        var parsed = command.Parse([.. words.Skip(1)]);
        parsed.Errors.Select(e => e.Message).ShouldBeEmpty();
        Should.NotThrow(() => CommandLineFaults.Refuse(parsed));
        return parsed;
    }
}
