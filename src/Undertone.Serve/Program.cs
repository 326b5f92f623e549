using System.CommandLine;
using Undertone.Cli;
using Undertone.Cli.Terminals;
using Undertone.Serve;
using Undertone.Serve.Queues;

(string Name, Func<Terminal, CancellationToken, Command> Create)[] commands =
[
    (Undertone.Cli.Commands.ServeCommand.Name, ServeCommand.Create),
    (Undertone.Cli.Commands.WorkerCommand.Name, WorkerCommand.Create),
    (Undertone.Cli.Commands.EnqueueCommand.Name, EnqueueCommand.Create),
];
// Without a word of its own it serves.
var named = args is [var first, ..] && commands.Any(c => c.Name == first);
// Signals are for who does the work: it ends what runs in order.
return CommandLine.Run(
    commands, named ? args : [Undertone.Cli.Commands.ServeCommand.Name, .. args], Terminal.OfProcess(), CancellationToken.None);
