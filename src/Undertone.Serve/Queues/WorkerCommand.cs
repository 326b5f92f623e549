using System.CommandLine;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Fleet.Queues;

namespace Undertone.Serve.Queues;

/// <summary><c>undertone worker</c></summary>
internal static class WorkerCommand
{
    public static Command Create(Terminal terminal, CancellationToken cancellation)
    {
        var options = new WorkerOptions();
        var command = Undertone.Cli.Commands.WorkerCommand.Of(options);
        command.SetAction((parsed, _) => Work(terminal, options, parsed));
        return command;
    }

    private static async Task<int> Work(Terminal terminal, WorkerOptions options, ParseResult parsed)
    {
        var settings = QueueSettings.Of(options, parsed) with { Notice = terminal.Message };
        var address = parsed.GetValue(options.Metrics) is { } text ? QueueSettings.MetricsOf(text) : null;
        using var signals = new StopSignals();
        using var recognizer = NamedModels.Load(parsed.GetValue(options.Model), parsed.GetValue(options.Runs)!);
        await using var metrics = address is null ? null : await MetricsHost.Start(address);
        foreach (var url in metrics?.Urls ?? []) terminal.Message($"measurements at {url}/metrics");
        return await FleetFaults.Told(async () =>
        {
            await new QueueWorker(recognizer, settings).RunAsync(signals.Token);
            return ExitCode.Done;
        });
    }
}
