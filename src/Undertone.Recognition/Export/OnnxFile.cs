using Undertone.Learning.Graphs;
using Undertone.Learning.State;

namespace Undertone.Recognition.Export;

/// <summary>
/// Writes a graph as ONNX has it (<see cref="OnnxFields"/>). The same model gives the same bytes.
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
        file.Add(OnnxFields.Model.FormatVersion, FormatVersion);
        file.Add(OnnxFields.Model.Producer, "undertone");
        file.Add(OnnxFields.Model.ProducerVersion, model.ProducerVersion);
        file.Add(OnnxFields.Model.Description, model.Description);
        file.Add(OnnxFields.Model.Graph, GraphOf(model));
        file.Add(OnnxFields.Model.Operators, OperatorSet("", Graph.OperatorVersion));
        if (model.Graph.Nodes.Any(n => n.Domain == Graph.Classical))
            file.Add(OnnxFields.Model.Operators, OperatorSet(Graph.Classical, Graph.ClassicalVersion));
        foreach (var (key, value) in model.Metadata)
        {
            var entry = new ProtoMessage();
            entry.Add(OnnxFields.Entry.Key, key);
            entry.Add(OnnxFields.Entry.Value, value);
            file.Add(OnnxFields.Model.Metadata, entry);
        }

        stream.Write(file.ToArray());
    }

    private static ProtoMessage OperatorSet(string domain, long version)
    {
        var set = new ProtoMessage();
        set.Add(OnnxFields.OperatorSet.Domain, domain);
        set.Add(OnnxFields.OperatorSet.Version, version);
        return set;
    }

    private static ProtoMessage GraphOf(OnnxModel model)
    {
        var graph = new ProtoMessage();
        foreach (var node in model.Graph.Nodes) graph.Add(OnnxFields.Graph.Node, NodeOf(node));
        graph.Add(OnnxFields.Graph.Name, model.Name);
        foreach (var constant in model.Graph.Constants) graph.Add(OnnxFields.Graph.Constant, TensorOf(constant));
        graph.Add(OnnxFields.Graph.Description, model.Description);
        foreach (var input in model.Inputs) graph.Add(OnnxFields.Graph.Input, PortOf(input));
        foreach (var output in model.Outputs) graph.Add(OnnxFields.Graph.Output, PortOf(output));
        return graph;
    }

    private static ProtoMessage NodeOf(GraphNode node)
    {
        var message = new ProtoMessage();
        foreach (var input in node.Inputs) message.Add(OnnxFields.Node.Input, input);
        foreach (var output in node.Outputs) message.Add(OnnxFields.Node.Output, output);
        message.Add(OnnxFields.Node.Name, node.Name);
        message.Add(OnnxFields.Node.Operator, node.Operator);
        foreach (var (name, value) in node.Attributes) message.Add(OnnxFields.Node.Attribute, AttributeOf(name, value));
        if (node.Domain.Length > 0) message.Add(OnnxFields.Node.Domain, node.Domain);
        return message;
    }

    private static ProtoMessage AttributeOf(string name, object value)
    {
        var message = new ProtoMessage();
        message.Add(OnnxFields.Attribute.Name, name);
        switch (value)
        {
            case float number:
                message.Add(OnnxFields.Attribute.Single, number);
                message.Add(OnnxFields.Attribute.Type, 1L);
                break;
            case long number:
                message.Add(OnnxFields.Attribute.Integer, number);
                message.Add(OnnxFields.Attribute.Type, 2L);
                break;
            case string text:
                message.Add(OnnxFields.Attribute.Text, text);
                message.Add(OnnxFields.Attribute.Type, 3L);
                break;
            case float[] numbers:
                foreach (var number in numbers) message.Add(OnnxFields.Attribute.Singles, number);
                message.Add(OnnxFields.Attribute.Type, 6L);
                break;
            case long[] numbers:
                foreach (var number in numbers) message.Add(OnnxFields.Attribute.Integers, number);
                message.Add(OnnxFields.Attribute.Type, 7L);
                break;
            case string[] texts:
                foreach (var text in texts) message.Add(OnnxFields.Attribute.Texts, text);
                message.Add(OnnxFields.Attribute.Type, 8L);
                break;
            default:
                throw new ArgumentException($"An attribute is no {value.GetType()}.", nameof(value));
        }

        return message;
    }

    private static ProtoMessage TensorOf(StateTensor tensor)
    {
        var message = new ProtoMessage();
        foreach (var size in tensor.Shape) message.Add(OnnxFields.Tensor.Size, size);
        message.Add(OnnxFields.Tensor.Type, (long)TypeOf(tensor));
        message.Add(OnnxFields.Tensor.Name, tensor.Name);
        message.Add(OnnxFields.Tensor.Data, tensor.Data);
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
            if (long.TryParse(size, out var number)) axis.Add(OnnxFields.Shape.Size, number);
            else axis.Add(OnnxFields.Shape.Symbol, size);
            shape.Add(OnnxFields.Shape.Axis, axis);
        }

        tensor.Add(OnnxFields.TensorType.Element, (long)GraphType.Single);
        tensor.Add(OnnxFields.TensorType.Shape, shape);
        type.Add(OnnxFields.Type.Tensor, tensor);
        message.Add(OnnxFields.Value.Name, port.Name);
        message.Add(OnnxFields.Value.Type, type);
        message.Add(OnnxFields.Value.Description, port.Description);
        return message;
    }
}
