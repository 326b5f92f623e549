namespace Undertone.Learning.Neural;

/// <summary>One row of a network's table.</summary>
/// <param name="Name">Name of the layer, the first part of its parameters' names.</param>
/// <param name="Type">Type as the list of layers writes it.</param>
/// <param name="OutputShape">Shape of a sample that comes out, without the batch; -1 is a variable time.</param>
/// <param name="ParameterCount">Numbers that the layer keeps, moving averages included.</param>
/// <param name="TrainableParameterCount">Numbers that training changes by their gradient.</param>
public sealed record LayerSummary(
    string Name, string Type, IReadOnlyList<int> OutputShape, long ParameterCount, long TrainableParameterCount)
{
    internal static LayerSummary Of(Layer layer, string type)
    {
        var all = layer.AllParameters().ToList();
        return new LayerSummary(
            layer.Name, type, layer.OutputShape, all.Sum(p => (long)p.Parameter.Length),
            all.Where(p => p.Parameter.Trainable).Sum(p => (long)p.Parameter.Length));
    }
}
