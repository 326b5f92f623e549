using System.CommandLine;
using System.Text.Json.Nodes;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Cli.Texts;
using Undertone.Fleet.Queues;
using Undertone.Recognition.Inference;

namespace Undertone.Serve.Queues;

/// <summary><c>undertone enqueue</c></summary>
internal static class EnqueueCommand
{
    public static Command Create(Terminal terminal, CancellationToken cancellation)
    {
        var options = new EnqueueOptions();
        var command = Undertone.Cli.Commands.EnqueueCommand.Of(options);
        command.SetAction((parsed, _) => Enqueue(terminal, options, parsed));
        return command;
    }

    private static async Task<int> Enqueue(Terminal terminal, EnqueueOptions options, ParseResult parsed)
    {
        var settings = QueueSettings.Of(options, parsed) with { Notice = terminal.Message };
        var inputs = PredictInputs.Of(parsed.GetValue(options.Paths)!, parsed.GetValue(options.Recursive), modelIsNamed: false);
        foreach (var note in inputs.PassedOver) terminal.Message("note: " + note);
        inputs.RemoveRepeats();
        using var signals = new StopSignals();
        var files = inputs.Items.Where(i => i.Error is null).Select(i => i.File);
        var sending = await FleetFaults.Told(() => QueueSender.SendAsync(settings, files, signals.Token));
        FilePrediction[] problems = [.. inputs.Items.Where(i => i.Error is not null), .. sending.Problems];
        if (parsed.GetValue(options.Json)) JsonOutput.Write(terminal.Output, Json(settings.Queue, sending.Messages, problems));
        else terminal.Output.WriteLine(FormattableString.Invariant($"{sending.Messages} messages sent to '{settings.Queue}'"));
        foreach (var problem in problems) terminal.Complain(problem.Error!.Message);
        return problems.Length == 0 ? ExitCode.Done : ExitCode.BadInput;
    }

    private static JsonObject Json(string queue, long messages, IEnumerable<FilePrediction> problems) => new()
    {
        ["queue"] = queue,
        ["messages"] = messages,
        ["problems"] = new JsonArray([.. problems.Select(p => new JsonObject
        {
            ["file"] = p.File,
            ["error"] = new JsonObject
            {
                ["code"] = p.Error!.Code,
                ["message"] = p.Error.Message,
            },
        })]),
    };
}
