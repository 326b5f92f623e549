using System.Diagnostics;
using System.Globalization;

namespace Undertone.Benchmarks;

/// <summary>
/// A peer script in a process of its own. It prints `rows NAME...` once it is ready; then, for every row name on its standard input,
/// it does that work once and prints the milliseconds that it took.
/// </summary>
internal sealed class Peer : IDisposable
{
    /// <summary>The Python that has the peers.</summary>
    public static readonly string Python = Environment.GetEnvironmentVariable("PEER_PYTHON") ?? "/usr/bin/python3";

    private readonly Process? _process;
    private readonly HashSet<string> _rows = [];

    private Peer(string script, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(Python, ["-u", script])
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

    /// <summary>Starts bench/peers/TOPIC.py once for every environment; the best of them counts.</summary>
    public static Peer[] StartAll(string topic, params IReadOnlyDictionary<string, string>[] environments)
    {
        var script = Path.Combine("bench", "peers", topic + ".py");
        if (!File.Exists(script)) return [];
        return [.. (environments.Length == 0 ? [new Dictionary<string, string>()] : environments).Select(e => new Peer(script, e))];
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
