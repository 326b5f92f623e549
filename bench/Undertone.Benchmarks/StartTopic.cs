using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Undertone.Sound.Audio;

namespace Undertone.Benchmarks;

/// <summary>
/// `compare start`: what `undertone predict` takes for a clip of 3 s, from the start of the process to its end, for each program under
/// artifacts/start: the least wall and processor time of all starts in ms, the methods that the runtime compiled meanwhile, and the
/// size of the folder in MB.
/// </summary>
internal static class StartTopic
{
    private const int Starts = 41;
    private const int Seconds = 3;

    public static void Run(IReadOnlyCollection<string> wanted)
    {
        var clip = Path.Combine(Path.GetTempPath(), "undertone-start.wav");
        WriteClip(clip);
        foreach (var folder in Directory.GetDirectories(Path.Combine("artifacts", "start")).Order(StringComparer.Ordinal))
        {
            var name = "start-" + Path.GetFileName(folder);
            if (wanted.Count > 0 && !wanted.Contains(name)) continue;
            var program = Path.Combine(folder, "undertone");
            var methods = Methods(program, clip);
            var times = Enumerable.Range(0, Starts).Select(_ => Start(program, clip)).ToArray();
            var size = new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length) / 1e6;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name} wall={times.Min(t => t.Wall):0.0} processor={times.Min(t => t.Processor):0.0} methods={methods} size={size:0.0}"));
        }

        File.Delete(clip);
    }

    /// <summary>The sample clip, repeated up to the length.</summary>
    private static void WriteClip(string path)
    {
        var sample = AudioClip.Load(Path.Combine("samples", "audio", "neutral-synthetic.wav"));
        var samples = new float[Seconds * sample.SampleRateHz];
        for (var i = 0; i < samples.Length; i++) samples[i] = sample.Samples[i % sample.Samples.Length];
        WavWriter.Write(path, new AudioClip(samples, sample.SampleRateHz));
    }

    private static (double Wall, double Processor) Start(string program, string clip)
    {
        var (watch, before) = (Stopwatch.StartNew(), ProcessorTimeOfChildren());
        Predict(new ProcessStartInfo(program), clip);
        return (watch.Elapsed.TotalMilliseconds, ProcessorTimeOfChildren() - before);
    }

    /// <summary>The runtime names each method that it compiles in a file; a native program writes none.</summary>
    private static int Methods(string program, string clip)
    {
        var list = Path.GetTempFileName();
        var start = new ProcessStartInfo(program);
        (start.Environment["DOTNET_JitStdOutFile"], start.Environment["DOTNET_JitDisasmSummary"]) = (list, "1");
        Predict(start, clip);
        var count = File.ReadLines(list).Count();
        File.Delete(list);
        return count;
    }

    private static void Predict(ProcessStartInfo start, string clip)
    {
        foreach (var word in new[] { "predict", clip, "--json" }) start.ArgumentList.Add(word);
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{start.FileName} ended with {process.ExitCode}.");
    }

    /// <summary>User and system time of all children that have ended, in ms.</summary>
    private static double ProcessorTimeOfChildren()
    {
        var usage = new long[18];
        if (getrusage(-1, usage) != 0) throw new InvalidOperationException("getrusage failed.");
        return usage[0] * 1e3 + usage[1] / 1e3 + usage[2] * 1e3 + usage[3] / 1e3;
    }

    [DllImport("libc")]
    private static extern int getrusage(int who, [Out] long[] usage);
}
