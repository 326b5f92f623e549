using System.Runtime.InteropServices;
using Undertone.Cli;
using Undertone.Cli.Terminals;

using var interruption = new CancellationTokenSource();
// Console.CancelKeyPress would open standard output, which fails where it is closed.
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using var quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, Interrupt);
return CommandLine.Run(args, Terminal.OfProcess(), interruption.Token);

void Interrupt(PosixSignalContext signal)
{
    // The first Ctrl-C ends the work in order; a second one ends the process.
    signal.Cancel = !interruption.IsCancellationRequested;
    interruption.Cancel();
}
