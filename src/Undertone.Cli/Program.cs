using Undertone.Cli;
using Undertone.Cli.Terminals;

using var interruption = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    // The first Ctrl-C ends the work in order; a second one ends the process.
    press.Cancel = !interruption.IsCancellationRequested;
    interruption.Cancel();
};
return CommandLine.Run(args, Terminal.OfProcess(), interruption.Token);
