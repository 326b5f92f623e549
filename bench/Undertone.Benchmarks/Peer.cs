using System.Diagnostics;
using System.Globalization;

namespace Undertone.Benchmarks;

/// <summary>
/// A peer in a process of its own: a script, or a program of packages. It prints `rows NAME...` once it is ready; then, for every row name
/// on its standard input, it does that work once and prints the milliseconds that it took.
/// </summary>
internal sealed class Peer : IDisposable
{
    /// <summary>The Python that has the peers.</summary>
    public static readonly string Python = Environment.GetEnvironmentVariable("PEER_PYTHON") ?? "/usr/bin/python3";

    private static readonly Dictionary<string, string> PackagesOf = new()
    {
        ["classical"] = "lightgbm",
        ["features"] = "nwaves",
        ["inference"] = "onnxruntime",
    };

    private readonly Process? _process;
    private readonly HashSet<string> _rows = [];

    private Peer(string family, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        Family = family;
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        try
        {
            _process = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return;
        }

        for (string? line; (line = _process!.StandardOutput.ReadLine()) is not null;)
        {
            if (!line.StartsWith("rows", StringComparison.Ordinal)) continue;
            _rows = [.. line.Split(' ').Skip(1)];
            return;
        }
    }

    /// <summary>What its rows are printed behind; empty for the scripts, of which the best counts.</summary>
    public string Family { get; }

    /// <summary>
    /// Starts the peers of a topic once for every environment: bench/peers/TOPIC.py, and what bench/compare.sh has built of packages.
    /// </summary>
    public static Peer[] StartAll(string topic, params IReadOnlyDictionary<string, string>[] environments)
    {
        if (environments.Length == 0) environments = [new Dictionary<string, string>()];
        return [.. Programs(topic).SelectMany(p => environments.Select(e => new Peer(p.Family, p.Program, p.Arguments, e)))];
    }

    private static IEnumerable<(string Family, string Program, string[] Arguments)> Programs(string topic)
    {
        var script = Path.Combine("bench", "peers", topic + ".py");
        if (File.Exists(script)) yield return ("", Python, ["-u", script]);
        var packages = Environment.GetEnvironmentVariable("PEER_PACKAGES_PROGRAM");
        if (packages is not null && PackagesOf.TryGetValue(topic, out var family)) yield return (family, "dotnet", [packages, topic]);
        var libtorch = Environment.GetEnvironmentVariable("PEER_LIBTORCH_PROGRAM");
        if (libtorch is not null && topic is ("gemm" or "training")) yield return ("libtorch", libtorch, [topic]);
    }

    public bool Knows(string row) => _rows.Contains(row);

    public double Milliseconds(string row)
    {
        _process!.StandardInput.WriteLine(row);
        _process.StandardInput.Flush();
        var answer = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"The peer ended during '{row}'.");
        return double.Parse(answer, CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        if (_process is null) return;
        _process.StandardInput.Close();
        if (!_process.WaitForExit(5000)) _process.Kill();
        _process.Dispose();
    }
}
