using System.CommandLine;
using System.Net.Sockets;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Fleet.Stores;
using Undertone.Recognition.Inference;

namespace Undertone.Serve;

/// <summary><c>undertone serve</c></summary>
internal static class ServeCommand
{
    public static Command Create(Terminal terminal, CancellationToken cancellation)
    {
        var options = new ServeOptions();
        var command = Undertone.Cli.Commands.ServeCommand.Of(options);
        command.SetAction((parsed, _) => Serve(terminal, options, parsed));
        return command;
    }

    private static async Task<int> Serve(Terminal terminal, ServeOptions options, ParseResult parsed)
    {
        var settings = SettingsReader.Read(options, parsed);
        await using var store = parsed.GetValue(options.Database) is { } database
            ? await FleetFaults.Told(() => Store.OpenAsync(database))
            : null;
        settings = settings with { Web = settings.Web with { Store = store } };
        await using var app = ServeHost.Build(settings);
        // Now, and not when the first client asks: a model that cannot be read is told to whoever starts the service.
        NamedModels.Reading(settings.Model, app.Services.GetRequiredService<IEmotionRecognizer>);
        try
        {
            await app.StartAsync();
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new FailedException(
                $"port {settings.Port} of {settings.Address} is taken by another program. Name another one with --port.", e);
        }
        catch (SocketException e)
        {
            throw new FailedException($"{settings.Address}:{settings.Port}: this address cannot be listened on ({e.SocketErrorCode}).", e);
        }

        foreach (var address in app.Urls) terminal.Message($"listening on {address}");
        await app.WaitForShutdownAsync();
        return ExitCode.Done;
    }
}
