using Microsoft.ML.OnnxRuntime;
using Undertone.Onnx.Files;
using Undertone.Recognition.Encoders;

namespace Undertone.Onnx.Runtime;

/// <summary>
/// A graph in ONNX Runtime on one thread of its own, so that answers do not depend on how many there are. It serves any number of callers.
/// </summary>
internal sealed class OnnxSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly Dictionary<string, int> _types;
    private readonly string _file;

    /// <summary>Opens a file that has been checked.</summary>
    /// <exception cref="OnnxRuntimeMissingException">The native library is not there.</exception>
    /// <exception cref="EncoderFormatException">ONNX Runtime refuses the model.</exception>
    public OnnxSession(string file, OnnxSummary summary)
    {
        OnnxRuntimeLibrary.Load();
        (_file, _types) = (file, summary.Inputs.ToDictionary(i => i.Name, i => i.ElementType, StringComparer.Ordinal));
        try
        {
            using var options = new SessionOptions
            {
                IntraOpNumThreads = 1,
                InterOpNumThreads = 1,
                ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
                // What fails is thrown too.
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
            };
            _session = new InferenceSession(file, options);
        }
        catch (OnnxRuntimeException e)
        {
            throw Refused(e);
        }
        catch (Exception e) when (e is TypeInitializationException or EntryPointNotFoundException or NotSupportedException)
        {
            var reason = e.GetBaseException().Message;
            throw new OnnxRuntimeMissingException($"The native library of ONNX Runtime cannot be used ({reason}).", e);
        }
    }

    /// <summary>Computes outputs.</summary>
    /// <param name="inputs">Every input with its numbers, which are rounded where the graph takes whole ones.</param>
    /// <param name="outputs">What is wanted.</param>
    /// <exception cref="EncoderFormatException">The graph fails, or an output is of another type.</exception>
    public OnnxTensor[] Run(IReadOnlyList<(string Name, OnnxTensor Tensor)> inputs, IReadOnlyList<string> outputs)
    {
        var values = new List<OrtValue>();
        try
        {
            foreach (var (name, tensor) in inputs) values.Add(ValueOf(_types.GetValueOrDefault(name, OnnxValue.Single), tensor));
            using var options = new RunOptions();
            using var results = _session.Run(options, [.. inputs.Select(i => i.Name)], values, outputs);
            return [.. results.Select((r, i) => TensorOf(outputs[i], r))];
        }
        catch (OnnxRuntimeException e)
        {
            throw Refused(e);
        }
        finally
        {
            foreach (var value in values) value.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private static OrtValue ValueOf(int type, OnnxTensor tensor) => type switch
    {
        6 => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(tensor.Values, v => (int)v), tensor.Shape),
        7 => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(tensor.Values, v => (long)v), tensor.Shape),
        _ => OrtValue.CreateTensorValueFromMemory(tensor.Values, tensor.Shape),
    };

    private OnnxTensor TensorOf(string name, OrtValue value)
    {
        var about = value.GetTensorTypeAndShape();
        return about.ElementDataType == Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float
            ? new OnnxTensor(value.GetTensorDataAsSpan<float>().ToArray(), about.Shape)
            : throw new EncoderFormatException(_file, $"its output {name} has numbers of another kind than 32-bit floats.");
    }

    private EncoderFormatException Refused(OnnxRuntimeException e) =>
        new(_file, $"ONNX Runtime refuses it: {e.Message.ReplaceLineEndings(" ").Trim()}", e);
}
