using System.CommandLine;

namespace Undertone.Cli.Options;

/// <summary>The options of <c>undertone serve</c>, which the program of the service takes as they stand.</summary>
internal sealed class ServeOptions
{
    private const int MostMinutes = 24 * 60;

    public Option<string> Host { get; } = new("--host")
    {
        Description = "The address to listen on; any but this machine's loopback needs --api-key-file.",
        HelpName = "ADDRESS",
        DefaultValueFactory = _ => "127.0.0.1",
    };

    public Option<int> Port { get; } = Number("--port", "The port; 0 for any that is free.", "P", 8080, 0, 65535);
    public Option<string?> Model { get; } = CommonOptions.Model();
    public Option<string> Runs { get; } = CommonOptions.Runs();

    public Option<string?> Database { get; } = new("--database")
    {
        Description = "Keep answers: in a folder, or in PostgreSQL by its connection string (\"Host=...\").",
        HelpName = "DB",
    };

    public Option<string?> Keep { get; } = new("--keep") { Description = "Keep what was heard in a folder.", HelpName = "DIR" };

    public Option<bool> NoStudio { get; } = new("--no-studio") { Description = "Leave the page out, and what only it asks for." };

    public Option<string?> OnnxRuntimeWeb { get; } = new("--onnx-runtime-web")
    {
        Description = "Let the page answer in the browser too: the folder dist of the npm package onnxruntime-web.",
        HelpName = "DIR",
    };

    public Option<bool> NoEnrollment { get; } = new("--no-enrollment")
    {
        Description = "Let clients keep and delete no voices; those that are there can be named.",
    };

    public Option<string?> Keys { get; } = new("--api-key-file") { Description = "Who may ask: a key a line.", HelpName = "FILE" };

    public Option<string[]> AllowedHosts { get; } = new("--allowed-host")
    {
        Description = "A name that clients call this service by, such as emotion.example.org; may be given several times.",
        HelpName = "NAME",
    };

    public Option<string[]> Origins { get; } = new("--cors-origin")
    {
        Description = "Pages that may ask, such as https://app.example.org; may be given several times (default: none).",
        HelpName = "ORIGIN",
    };

    public Option<string?> Certificate { get; } = new("--certificate") { Description = "TLS: the certificate, PEM.", HelpName = "FILE" };
    public Option<string?> CertificateKey { get; } = new("--certificate-key") { Description = "TLS: its key, PEM.", HelpName = "FILE" };

    public Option<int> MaxUploadMiB { get; } = Number(
        "--max-upload-mb", "The largest audio file, in MiB.", "N", 100, 1, 1 << 20);

    public Option<int> MaxMinutes { get; } = Number(
        "--max-minutes", "The longest recording, in minutes.", "N", 60, 1, MostMinutes);

    public Option<int> TimeoutSeconds { get; } = Number(
        "--timeout", "How long a request may take, in seconds.", "S", 300, 1, MostMinutes * 60);

    public Option<int?> Concurrency { get; } = new Option<int?>("--concurrency")
    {
        Description = "How many recordings are heard at a time (default: one a processor).",
        HelpName = "N",
    }.InRange(1);

    public Option<int> Queue { get; } = Number(
        "--queue", "How many more may be received or wait; others are told to come again.", "N", 64, 0, 1 << 20);

    public Option<int?> MaxStreams { get; } = new Option<int?>("--max-streams")
    {
        Description = "How many live streams there may be (default: what this machine was measured to carry).",
        HelpName = "N",
    }.InRange(0);

    public Option<int> RequestsPerMinute { get; } = Number(
        "--requests-per-minute", "How often a client may ask; 0 for as often as it likes.", "N", 600, 0, 1_000_000);

    public Option<int> ShutdownSeconds { get; } = Number(
        "--shutdown-timeout", "How long what runs may go on at the end, in seconds.", "S", 30, 0, 3600);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] all =
        [
            Host, Port, Model, Runs, Database, Keep, NoStudio, OnnxRuntimeWeb, NoEnrollment, Keys, AllowedHosts, Origins, Certificate,
            CertificateKey, MaxUploadMiB, MaxMinutes, TimeoutSeconds, Concurrency, Queue, MaxStreams, RequestsPerMinute, ShutdownSeconds,
        ];
        foreach (var option in all) command.Add(option);
    }

    private static Option<int> Number(string name, string description, string unit, int standard, int least, int most) =>
        new Option<int>(name) { Description = description, HelpName = unit, DefaultValueFactory = _ => standard }.InRange(least, most);
}
