using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Undertone.Serve.Tests.Queues;

/// <summary>A RabbitMQ broker on the loopback address with a folder of its own.</summary>
public sealed class RabbitServer : IAsyncLifetime
{
    private const string Programs = "/usr/lib/rabbitmq/bin";

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "undertone-mq-" + Path.GetRandomFileName());
    private readonly int _port = FreePort(), _distribution = FreePort(), _names = FreePort();
    private Process? _server;

    /// <summary>Why there is none: the reason of a skipped test; null where there is one.</summary>
    public static string? WhyNot => !Tier.Slow ? "slow tier: set UNDERTONE_SLOW=1"
        : !File.Exists(Path.Combine(Programs, "rabbitmq-server")) ? "no RabbitMQ: install Debian's rabbitmq-server"
        : null;

    public string Uri => FormattableString.Invariant($"amqp://guest:guest@127.0.0.1:{_port}");

    public string Place => FormattableString.Invariant($"RabbitMQ at 127.0.0.1:{_port}, virtual host '/'");

    public async Task InitializeAsync()
    {
        if (WhyNot is not null) return;
        Directory.CreateDirectory(_folder);
        await File.WriteAllTextAsync(Of("plugins"), "[].");
        await File.WriteAllTextAsync(Of("advanced.config"), "[].");
        await File.WriteAllTextAsync(Of("rabbitmq.conf"), "");
        await StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (WhyNot is not null) return;
        await StopAsync();
        await EndAsync(Begin("epmd", "-kill"));
        Directory.Delete(_folder, recursive: true);
    }

    public async Task StartAsync()
    {
        File.Delete(Of("pid"));
        _server = Begin("rabbitmq-server");
        (await EndAsync(Begin("rabbitmqctl", "-q", "wait", "--timeout", "120", Of("pid")))).ShouldBe(0, "the broker does not come up");
    }

    public async Task StopAsync()
    {
        await EndAsync(Begin("rabbitmqctl", "-q", "stop", Of("pid")));
        await EndAsync(_server!);
    }

    /// <summary>Says something to the broker by <c>rabbitmqctl</c>.</summary>
    public async Task ControlAsync(params string[] words) =>
        (await EndAsync(Begin("rabbitmqctl", ["-q", .. words]))).ShouldBe(0, string.Join(' ', words));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<int> EndAsync(Process process)
    {
        using (process)
        {
            await process.WaitForExitAsync();
            return process.ExitCode;
        }
    }

    private string Of(string name) => Path.Combine(_folder, name);

    // What it prints is not read: the broker's name server would hold the pipe open.
    private Process Begin(string program, params string[] arguments)
    {
        string[] shell = ["-c", "exec \"$@\" >>out.log 2>&1 </dev/null", "sh", program, .. arguments];
        var start = new ProcessStartInfo("/bin/sh", shell) { WorkingDirectory = _folder };
        start.Environment["PATH"] = $"{Programs}:{Environment.GetEnvironmentVariable("PATH")}";
        foreach (var (name, value) in Settings()) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private Dictionary<string, string> Settings() => new()
    {
        // The cookie lies in there.
        ["HOME"] = _folder,
        ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
        ["RABBITMQ_NODENAME"] = FormattableString.Invariant($"undertone{_port}@localhost"),
        ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODE_PORT"] = Text(_port),
        ["RABBITMQ_DIST_PORT"] = Text(_distribution),
        ["RABBITMQ_MNESIA_BASE"] = Of("mnesia"),
        ["RABBITMQ_LOG_BASE"] = Of("log"),
        ["RABBITMQ_PID_FILE"] = Of("pid"),
        ["RABBITMQ_CONFIG_FILE"] = Of("rabbitmq.conf"),
        ["RABBITMQ_ADVANCED_CONFIG_FILE"] = Of("advanced.config"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Of("plugins"),
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["ERL_EPMD_PORT"] = Text(_names),
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
