using System.Net;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Fleet.Queues;
using Undertone.Serve.Queues;

namespace Undertone.Serve.Tests.Queues;

/// <summary>What stands on the command lines of the worker and of who sends, without any broker.</summary>
public sealed class QueueSettingsTests
{
    [Fact]
    public void Without_options_the_settings_are_those_of_the_library()
    {
        var worker = Worker("--broker", "amqp://b", "--queue", "q");
        worker.ShouldBe(new QueueWorkerOptions { Broker = "amqp://b", Queue = "q", Allowed = worker.Allowed });
        worker.Allowed.ShouldBeEmpty();
        Sender("a.wav", "--broker", "amqp://b", "--queue", "q").ShouldBe(new QueueSenderOptions { Broker = "amqp://b", Queue = "q" });
    }

    [Fact]
    public void Options_are_taken_in_their_units()
    {
        var worker = Worker(
            "--broker", "amqp://b", "--queue", "q", "--database", "kept", "--reply-queue", "r", "--dead-queue", "d", "--allow", "/a",
            "--allow", "https://h/a", "--prefetch", "3", "--delivery-limit", "4", "--max-bytes", "5000000000", "--max-minutes", "6",
            "--url-timeout", "7", "--drain-seconds", "8");
        worker.Allowed.ShouldBe(["/a", "https://h/a"]);
        worker.ShouldBe(new QueueWorkerOptions
        {
            Broker = "amqp://b",
            Queue = "q",
            Database = "kept",
            ReplyQueue = "r",
            DeadQueue = "d",
            Allowed = worker.Allowed,
            Prefetch = 3,
            DeliveryLimit = 4,
            MaxBytes = 5_000_000_000,
            MaxDuration = TimeSpan.FromMinutes(6),
            UrlTimeout = TimeSpan.FromSeconds(7),
            DrainTime = TimeSpan.FromSeconds(8),
        });
        Sender("a.wav", "--broker", "amqp://b", "--queue", "q", "--inline", "--reply-to", "r", "--max-bytes", "9", "--retry-seconds", "0")
            .ShouldBe(new QueueSenderOptions
            {
                Broker = "amqp://b",
                Queue = "q",
                Inline = true,
                ReplyTo = "r",
                MaxBytes = 9,
                RetryTime = TimeSpan.Zero,
            });
    }

    [Theory]
    [InlineData("9464", "127.0.0.1:9464")]
    [InlineData("0", "127.0.0.1:0")]
    [InlineData("0.0.0.0:9464", "0.0.0.0:9464")]
    [InlineData("[::1]:9464", "[::1]:9464")]
    public void Measurements_are_given_out_on_the_loopback_or_where_one_says(string text, string address) =>
        QueueSettings.MetricsOf(text).ShouldBe(IPEndPoint.Parse(address));

    [Theory]
    [InlineData("")]
    [InlineData("70000")]
    [InlineData("1.2.3.4")]
    [InlineData("host:9464")]
    public void What_is_no_port_is_refused(string text) => Should.Throw<UsageException>(() => QueueSettings.MetricsOf(text));

    [Theory]
    [InlineData(2, "--queue", "worker", "--broker", "amqp://b")]
    [InlineData(2, "UNDERTONE_BROKER", "worker", "--queue", "q")]
    [InlineData(2, "UNDERTONE_BROKER", "enqueue", "a.wav", "--queue", "q")]
    [InlineData(2, "--prefetch", "worker", "--queue", "q", "--broker", "amqp://b", "--prefetch", "0")]
    [InlineData(2, "did you mean --queue?", "worker", "--quee", "q", "--broker", "amqp://b")]
    [InlineData(2, "this is no port", "worker", "--queue", "q", "--broker", "amqp://b", "--metrics", "x")]
    [InlineData(3, "neither a model file", "worker", "--queue", "q", "--broker", "amqp://b", "--model", "bass")]
    [InlineData(3, "there is no such folder", "worker", "--queue", "q", "--broker", "amqp://b", "--allow", "/nowhere/at/all")]
    [InlineData(3, "no URL that can be allowed", "worker", "--queue", "q", "--broker", "amqp://b", "--allow", "https://a@h/")]
    [InlineData(3, "connection string", "worker", "--queue", "q", "--broker", "amqp://b", "--database", "Host=h;secret-word=1")]
    [InlineData(3, "URI cannot be read", "worker", "--queue", "q", "--broker", "http://u:secret-word@b")]
    [InlineData(3, "URI cannot be read", "enqueue", "a.wav", "--queue", "q", "--broker", "amqp://u:secret-word@b:x")]
    [InlineData(3, "no queue can be called that", "worker", "--queue", "amq.q", "--broker", "amqp://b")]
    [InlineData(1, "no connection", "enqueue", "a.wav", "--queue", "q", "--broker", "amqp://127.0.0.1:1", "--retry-seconds", "0")]
    public async Task What_cannot_be_is_told(int code, string fault, params string[] args)
    {
        var (ended, messages) = await ServeProcess.Run(args);
        messages.ShouldContain(fault);
        messages.ShouldNotContain("   at ");
        messages.ShouldNotContain("secret-word");
        ended.ShouldBe(code, messages);
    }

    private static QueueWorkerOptions Worker(params string[] args)
    {
        var options = new WorkerOptions();
        var parsed = Cli.Commands.WorkerCommand.Of(options).Parse(args);
        parsed.Errors.ShouldBeEmpty();
        return QueueSettings.Of(options, parsed);
    }

    private static QueueSenderOptions Sender(params string[] args)
    {
        var options = new EnqueueOptions();
        var parsed = Cli.Commands.EnqueueCommand.Of(options).Parse(args);
        parsed.Errors.ShouldBeEmpty();
        return QueueSettings.Of(options, parsed);
    }
}
