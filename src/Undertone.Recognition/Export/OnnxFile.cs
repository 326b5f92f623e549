using Undertone.Learning.Graphs;
using Undertone.Learning.State;

namespace Undertone.Recognition.Export;

/// <summary>
/// Writes a graph as ONNX has it (onnx.proto of version 1.12, whose field numbers stand here). The same model gives the same bytes.
/// </summary>
internal static class OnnxFile
{
    private const long FormatVersion = 8;

    /// <summary>Writes a model.</summary>
    /// <param name="stream">Where to; left open.</param>
    /// <param name="model">The model.</param>
    public static void Write(Stream stream, OnnxModel model)
    {
        var file = new ProtoMessage();
        file.Add(1, FormatVersion);
        file.Add(2, "undertone");
        file.Add(3, model.ProducerVersion);
        file.Add(6, model.Description);
        file.Add(7, GraphOf(model));
        file.Add(8, OperatorSet("", Graph.OperatorVersion));
        if (model.Graph.Nodes.Any(n => n.Domain == Graph.Classical)) file.Add(8, OperatorSet(Graph.Classical, Graph.ClassicalVersion));
        foreach (var (key, value) in model.Metadata)
        {
            var entry = new ProtoMessage();
            entry.Add(1, key);
            entry.Add(2, value);
            file.Add(14, entry);
        }

        stream.Write(file.ToArray());
    }

    private static ProtoMessage OperatorSet(string domain, long version)
    {
        var set = new ProtoMessage();
        set.Add(1, domain);
        set.Add(2, version);
        return set;
    }

    private static ProtoMessage GraphOf(OnnxModel model)
    {
        var graph = new ProtoMessage();
        foreach (var node in model.Graph.Nodes) graph.Add(1, NodeOf(node));
        graph.Add(2, model.Name);
        foreach (var constant in model.Graph.Constants) graph.Add(5, TensorOf(constant));
        graph.Add(10, model.Description);
        foreach (var input in model.Inputs) graph.Add(11, PortOf(input));
        foreach (var output in model.Outputs) graph.Add(12, PortOf(output));
        return graph;
    }

    private static ProtoMessage NodeOf(GraphNode node)
    {
        var message = new ProtoMessage();
        foreach (var input in node.Inputs) message.Add(1, input);
        foreach (var output in node.Outputs) message.Add(2, output);
        message.Add(3, node.Name);
        message.Add(4, node.Operator);
        foreach (var (name, value) in node.Attributes) message.Add(5, AttributeOf(name, value));
        if (node.Domain.Length > 0) message.Add(7, node.Domain);
        return message;
    }

    private static ProtoMessage AttributeOf(string name, object value)
    {
        var message = new ProtoMessage();
        message.Add(1, name);
        switch (value)
        {
            case float number:
                message.Add(2, number);
                message.Add(20, 1L);
                break;
            case long number:
                message.Add(3, number);
                message.Add(20, 2L);
                break;
            case string text:
                message.Add(4, text);
                message.Add(20, 3L);
                break;
            case float[] numbers:
                foreach (var number in numbers) message.Add(7, number);
                message.Add(20, 6L);
                break;
            case long[] numbers:
                foreach (var number in numbers) message.Add(8, number);
                message.Add(20, 7L);
                break;
            case string[] texts:
                foreach (var text in texts) message.Add(9, text);
                message.Add(20, 8L);
                break;
            default:
                throw new ArgumentException($"An attribute is no {value.GetType()}.", nameof(value));
        }

        return message;
    }

    private static ProtoMessage TensorOf(StateTensor tensor)
    {
        var message = new ProtoMessage();
        foreach (var size in tensor.Shape) message.Add(1, size);
        message.Add(2, (long)TypeOf(tensor));
        message.Add(8, tensor.Name);
        message.Add(9, tensor.Data);
        return message;
    }

    private static GraphType TypeOf(StateTensor tensor) => tensor.DType switch
    {
        "F32" => GraphType.Single,
        "I64" => GraphType.Integer,
        "F64" => GraphType.Double,
        _ => throw new ArgumentException(tensor.DType),
    };

    private static ProtoMessage PortOf(GraphPort port)
    {
        var (shape, tensor, type, message) = (new ProtoMessage(), new ProtoMessage(), new ProtoMessage(), new ProtoMessage());
        foreach (var size in port.Shape)
        {
            var axis = new ProtoMessage();
            if (long.TryParse(size, out var number)) axis.Add(1, number);
            else axis.Add(2, size);
            shape.Add(1, axis);
        }

        tensor.Add(1, (long)GraphType.Single);
        tensor.Add(2, shape);
        type.Add(1, tensor);
        message.Add(1, port.Name);
        message.Add(2, type);
        message.Add(3, port.Description);
        return message;
    }
}
