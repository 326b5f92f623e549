using Undertone.Cli;
using Undertone.Cli.Terminals;
using Undertone.Serve;

// Signals are the host's: it ends what runs in order.
return CommandLine.Run([("serve", ServeCommand.Create)], ["serve", .. args], Terminal.OfProcess(), CancellationToken.None);
