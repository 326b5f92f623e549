using System.Diagnostics;
using System.Globalization;
using Undertone.Recognition.Inference;
using Undertone.Sound.Audio;

namespace Undertone.Benchmarks;

/// <summary>
/// `compare streaming [MODEL...]`: for each model (the built-in one, or bundles by their paths) the work that a second of speech takes on
/// one thread, in ms, with a window of 3 s and an answer every half a second, and how many live streams all processors carry. `front-end`
/// is the work without the model: filter, rate, speech detection and windows.
/// </summary>
internal static class StreamingTopic
{
    private const int Seconds = 60;
    private const int Rounds = 5;

    // What a microphone's driver hands over at a time.
    private const int BlocksPerSecond = 50;

    private static readonly int[] Rates = [16000, 48000];

    public static void Run(IReadOnlyCollection<string> wanted)
    {
        var models = wanted.Where(w => w != "front-end").DefaultIfEmpty(EmotionRecognizer.DefaultModel);
        var recognizer = EmotionRecognizer.LoadBuiltIn();
        foreach (var rateHz in Rates)
        {
            var speech = Speech(rateHz);
            var options = new StreamingOptions();
            Print($"front-end-{rateHz}", Milliseconds(() =>
            {
                var stream = recognizer.OpenSegments(rateHz, options.Plan(rateHz));
                foreach (var block in Blocks(speech, rateHz)) stream.Push(block.Span, _ => { });
                stream.Complete(_ => { });
            }), null);
            foreach (var model in models)
            {
                var own = File.Exists(model) ? EmotionRecognizer.Load(model) : EmotionRecognizer.LoadBuiltIn(model);
                var name = $"{Path.GetFileNameWithoutExtension(model)}-{rateHz}";
                Print(name, Milliseconds(() => Listen(own, speech, rateHz)), Streams(own, speech, rateHz));
            }
        }
    }

    /// <summary>Live streams that all processors carry together: seconds of audio that are answered in a second.</summary>
    private static double Streams(EmotionRecognizer recognizer, float[] speech, int rateHz)
    {
        var count = 4 * Environment.ProcessorCount;
        var watch = Stopwatch.StartNew();
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            _ => Listen(recognizer, speech, rateHz));
        return count * Seconds / watch.Elapsed.TotalSeconds;
    }

    private static void Listen(EmotionRecognizer recognizer, float[] speech, int rateHz)
    {
        var stream = new StreamingRecognizer(recognizer, rateHz);
        foreach (var block in Blocks(speech, rateHz)) stream.Push(block.Span);
        stream.Complete();
    }

    private static IEnumerable<ReadOnlyMemory<float>> Blocks(float[] speech, int rateHz)
    {
        var size = rateHz / BlocksPerSecond;
        for (var i = 0; i < speech.Length; i += size) yield return speech.AsMemory(i, Math.Min(size, speech.Length - i));
    }

    /// <summary>The least processor time of a second of speech; the machine's other work counts not.</summary>
    private static double Milliseconds(Action listen)
    {
        listen();
        var least = double.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            listen();
            least = Math.Min(least, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds / Seconds);
        }

        return least;
    }

    private static void Print(string name, double milliseconds, double? streams) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name} ms-a-second={milliseconds:0.00} processors={Environment.ProcessorCount} streams={streams:0}"));

    /// <summary>The sample clips again and again.</summary>
    private static float[] Speech(int rateHz)
    {
        var clips = Directory.GetFiles(Path.Combine("samples", "audio"), "*.wav").Order(StringComparer.Ordinal)
            .SelectMany(f => AudioClip.Load(f, rateHz).Samples).ToArray();
        var speech = new float[Seconds * rateHz];
        for (var i = 0; i < speech.Length; i++) speech[i] = clips[i % clips.Length];
        return speech;
    }
}
