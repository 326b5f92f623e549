using System.Globalization;
using Microsoft.ML.OnnxRuntime;

namespace Undertone.Peers;

/// <summary>
/// Networks in ONNX Runtime on OMP_NUM_THREADS threads: the files of the folder PEER_MODELS, as bench/peers/export.py writes them, with one
/// sample and with 32; and silero_vad.onnx there, in blocks of 32 ms over three seconds.
/// </summary>
internal static class OnnxRuntimeRows
{
    private const string Detector = "silero_vad";
    private const int Block = 512, Context = 64, States = 256;

    public static Dictionary<string, Func<Action>> All()
    {
        var rows = new Dictionary<string, Func<Action>>();
        foreach (var file in Directory.EnumerateFiles(Environment.GetEnvironmentVariable("PEER_MODELS") ?? ".", "*.onnx").Order())
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (name == Detector) rows["speech-detection"] = () => Detect(file);
            else (rows[name], rows[name + "-b32"]) = (() => Run(file, 1), () => Run(file, 32));
        }

        return rows;
    }

    private static InferenceSession Open(string file)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = int.Parse(Environment.GetEnvironmentVariable("OMP_NUM_THREADS") ?? "1", CultureInfo.InvariantCulture),
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        };
        return new InferenceSession(file, options);
    }

    private static Action Run(string file, int batch)
    {
        var session = Open(file);
        var (name, input) = session.InputMetadata.Single();
        long[] shape = [.. input.Dimensions.Select((d, i) => i == 0 ? batch : (long)d)];
        var values = Noise(shape.Aggregate(1L, (a, b) => a * b));
        var tensor = OrtValue.CreateTensorValueFromMemory(values, shape);
        var options = new RunOptions();
        string[] outputs = [session.OutputMetadata.Keys.Single()];
        return () => session.Run(options, [name], [tensor], outputs).Dispose();
    }

    private static Action Detect(string file)
    {
        var session = Open(file);
        var samples = Noise(3 * 16_000);
        var (heard, state, rate) = (new float[Context + Block], new float[States], new long[] { 16_000 });
        var options = new RunOptions();
        return () =>
        {
            Array.Clear(state);
            using var input = OrtValue.CreateTensorValueFromMemory(heard, [1, heard.Length]);
            using var before = OrtValue.CreateTensorValueFromMemory(state, [2, 1, States / 2]);
            using var hertz = OrtValue.CreateTensorValueFromMemory(rate, []);
            for (var at = 0; at + Block <= samples.Length; at += Block)
            {
                Array.Copy(heard, Block, heard, 0, Context);
                Array.Copy(samples, at, heard, Context, Block);
                using var answer = session.Run(options, ["input", "state", "sr"], [input, before, hertz], ["output", "stateN"]);
                answer[1].GetTensorDataAsSpan<float>().CopyTo(state);
            }
        };
    }

    private static float[] Noise(long count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, (int)count).Select(_ => (random.NextSingle() - 0.5f) / 2)];
    }
}
