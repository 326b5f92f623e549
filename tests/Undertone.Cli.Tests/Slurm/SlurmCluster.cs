using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Undertone.Cli.Tests.Slurm;

/// <summary>A Slurm of two nodes on this machine, with files and ports of its own; Linux only.</summary>
internal sealed class SlurmCluster : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-slurm-cluster-").FullName;
    private readonly string _configuration;

    public SlurmCluster()
    {
        _configuration = Path.Combine(_folder, "slurm.conf");
        Environment = new(StringComparer.Ordinal) { ["SLURM_CONF"] = _configuration };
        foreach (var part in new[] { "munge", "state", "spool/n1", "spool/n2", "log" })
            Directory.CreateDirectory(Path.Combine(_folder, part));
        // munged refuses folders that nobody else may enter.
        Tool("chmod", "711", _folder, Path.Combine(_folder, "munge"));
        var key = Path.Combine(_folder, "munge", "key");
        File.WriteAllBytes(key, RandomNumberGenerator.GetBytes(128));
        Tool("chmod", "400", key);
        File.WriteAllText(_configuration, Configuration());
        string Munge(string file) => Path.Combine(_folder, "munge", file);
        try
        {
            Tool("munged", "--key-file=" + key, "--socket=" + Munge("socket"), "--pid-file=" + Munge("pid"), "--log-file=" + Munge("log"),
                "--seed-file=" + Munge("seed"));
            Tool("slurmctld");
            StartNode("n1");
            StartNode("n2");
            Waiting.Until(() => Tool("sinfo", "--noheader", "--states=idle", "--format=%D").Trim() == "2", 30, "both nodes are idle");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>What a process needs in its environment to be of this cluster.</summary>
    public Dictionary<string, string> Environment { get; }

    public void StartNode(string node) => Tool("slurmd", "-N", node);

    /// <summary>Kills a node's daemon as <c>kill -9</c> does. Its jobs go on.</summary>
    public void KillDaemon(string node)
    {
        var daemon = Path.Combine(_folder, $"slurmd-{node}.pid");
        Kill(int.Parse(File.ReadAllText(daemon), null));
        File.Delete(daemon);
    }

    /// <summary>Kills a node's daemon and all that its jobs are, as if the machine had lost its power.</summary>
    /// <returns>How many processes of its jobs there were.</returns>
    public int KillNode(string node)
    {
        KillDaemon(node);
        var processes = ProcessesOf(node);
        foreach (var parent in processes.Select(ParentOf).Where(IsStep).Distinct()) Kill(parent);
        foreach (var process in processes) Kill(process);
        return processes.Length;
    }

    /// <summary>Says that a node is lost, as Slurm finds out by itself after a while: its jobs are queued again.</summary>
    public void SetDown(string node) => Tool("scontrol", "update", "nodename=" + node, "state=down", "reason=killed");

    /// <summary>The processes of a node's jobs.</summary>
    public int[] ProcessesOf(string node) => [.. Processes().Where(p => IsOf(p, $"SLURMD_NODENAME={node}"))];

    public bool IsOf(int process, string variable)
    {
        var environment = Read(process, "environ").Split('\0');
        return environment.Contains($"SLURM_CONF={_configuration}") && environment.Contains(variable);
    }

    /// <summary>Sends a signal; to a process that has ended, none.</summary>
    public static void Signal(int process, string signal)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", ["-" + signal, $"{process}"]) { RedirectStandardError = true })!;
        kill.WaitForExit();
    }

    public void Dispose()
    {
        // The daemons and what is left of jobs have the configuration in their environment; munged, which must outlive them, has a file.
        foreach (var process in Processes().Where(p => Read(p, "environ").Contains(_configuration, StringComparison.Ordinal)))
            Kill(process);
        var munge = Path.Combine(_folder, "munge", "pid");
        if (File.Exists(munge)) Kill(int.Parse(File.ReadAllText(munge), null));
        Directory.Delete(_folder, recursive: true);
    }

    private string Configuration()
    {
        var ports = FreePorts(3);
        var host = Dns.GetHostName().Split('.')[0];
        return $"""
            ClusterName=undertone
            SlurmctldHost={host}(127.0.0.1)
            SlurmctldPort={ports[0]}
            SlurmUser=root
            CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
            AuthType=auth/munge
            AuthInfo=socket={_folder}/munge/socket,cred_expire=5
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_Core
            SchedulerParameters=sched_interval=2,bf_interval=2
            SlurmdParameters=config_overrides
            ReturnToService=2
            SlurmdTimeout=10
            KillWait=3
            JobCompType=jobcomp/none
            StateSaveLocation={_folder}/state
            SlurmdSpoolDir={_folder}/spool/%n
            SlurmctldPidFile={_folder}/slurmctld.pid
            SlurmdPidFile={_folder}/slurmd-%n.pid
            SlurmctldLogFile={_folder}/log/slurmctld.log
            SlurmdLogFile={_folder}/log/%n.log
            NodeName=n1 NodeHostname={host} NodeAddr=127.0.0.1 Port={ports[1]} CPUs=4
            NodeName=n2 NodeHostname={host} NodeAddr=127.0.0.1 Port={ports[2]} CPUs=4
            PartitionName=main Nodes=ALL Default=YES State=UP

            """;
    }

    /// <summary>Runs a program to its end; a daemon goes on behind it.</summary>
    private string Tool(string name, params string[] arguments)
    {
        // Daemons keep the pipes that they are given.
        var output = Path.Combine(_folder, "output");
        var start = new ProcessStartInfo("sh", ["-c", $"exec timeout 20 \"$@\" < /dev/null > '{output}' 2>&1", "sh", name, .. arguments]);
        foreach (var (key, value) in Environment) start.Environment[key] = value;
        using var process = Process.Start(start)!;
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"{name} {string.Join(' ', arguments)}: {File.ReadAllText(output)}");
        return File.ReadAllText(output);
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        foreach (var listener in listeners) listener.Start();
        int[] ports = [.. listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port)];
        foreach (var listener in listeners) listener.Stop();
        return ports;
    }

    private static IEnumerable<int> Processes() =>
        Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(n => n!.All(char.IsAsciiDigit)).Select(n => int.Parse(n!, null));

    private static bool IsStep(int process) => Read(process, "comm").StartsWith("slurmstepd", StringComparison.Ordinal);

    private static int ParentOf(int process)
    {
        var line = Array.Find(Read(process, "status").Split('\n'), l => l.StartsWith("PPid:", StringComparison.Ordinal));
        return line is null ? 0 : int.Parse(line["PPid:".Length..].Trim(), null);
    }

    /// <summary>A file of /proc; empty where the process has ended.</summary>
    private static string Read(int process, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/{file}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static void Kill(int process)
    {
        if (process > 1) Signal(process, "KILL");
    }
}
