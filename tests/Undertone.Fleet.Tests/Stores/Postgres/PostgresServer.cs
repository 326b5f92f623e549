using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Undertone.Fleet.Tests.Stores.Postgres;

/// <summary>A PostgreSQL server on the loopback address with a data folder of its own, started by the first test that wants it.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "undertone-pg-" + Path.GetRandomFileName());
    private readonly int _port = FreePort();
    private int _databases;

    /// <summary>Why there is none: the reason of a skipped test; null where there is one.</summary>
    public static string? WhyNot => !Tier.Slow ? "slow tier: set UNDERTONE_SLOW=1"
        : Programs is null ? "no PostgreSQL: install Debian's postgresql"
        : IsRoot && !Tier.HasCommand("setpriv") ? "PostgreSQL does not run as root, and there is no setpriv"
        : null;

    private static string? Programs { get; } = !OperatingSystem.IsLinux() ? null
        : Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin"))
                .FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")))
            : null;

    private static bool IsRoot => Environment.IsPrivilegedProcess;

    public string Place => FormattableString.Invariant($"PostgreSQL at 127.0.0.1:{_port}");

    public async Task InitializeAsync()
    {
        if (WhyNot is not null) return;
        Directory.CreateDirectory(_folder);
        if (IsRoot) await RunAsync("chown", ["postgres:", _folder]);
        await AsServerAsync("initdb", ["-D", Data, "-U", "app", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]);
        await File.WriteAllTextAsync(
            Path.Combine(Data, "pg_hba.conf"), "host all locked all scram-sha-256\nhost all all all trust\nlocal all all trust\n");
        await StartAsync();
        await SqlAsync("postgres", "create role locked login password 'right'");
    }

    public async Task DisposeAsync()
    {
        if (WhyNot is not null) return;
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public Task StartAsync() => AsServerAsync("pg_ctl", ["-D", Data, "-l", Path.Combine(_folder, "log"), "-w", "-o",
        FormattableString.Invariant($"-c listen_addresses=127.0.0.1 -c fsync=off -p {_port} -k {_folder}"), "start"]);

    public Task StopAsync() => AsServerAsync("pg_ctl", ["-D", Data, "-m", "immediate", "-w", "stop"]);

    /// <summary>Makes an empty database.</summary>
    public async Task<string> CreateAsync()
    {
        var name = "d" + Interlocked.Increment(ref _databases).ToString(CultureInfo.InvariantCulture);
        await SqlAsync("postgres", $"create database {name}");
        return name;
    }

    public string Connection(string database) =>
        FormattableString.Invariant($"Host=127.0.0.1;Port={_port};Username=app;Password=secret-word;Database={database}");

    public async Task SqlAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(Connection(database) + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private string Data => Path.Combine(_folder, "data");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Task AsServerAsync(string program, string[] arguments)
    {
        var path = Path.Combine(Programs!, program);
        return IsRoot
            ? RunAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups", path, .. arguments])
            : RunAsync(path, arguments);
    }

    // What it prints is not read: the server would hold the pipe open.
    private async Task RunAsync(string program, string[] arguments)
    {
        string[] shell = ["-c", "exec \"$@\" >/dev/null 2>&1 </dev/null", "sh", program, .. arguments];
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", shell) { WorkingDirectory = _folder })!;
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}");
    }
}
