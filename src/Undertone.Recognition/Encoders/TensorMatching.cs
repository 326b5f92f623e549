using Undertone.Learning.State;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Encoders;

/// <summary>
/// Finds the tensors of layers in a file of others, by their own names, by a list of names, or by order and shape, and turns those of
/// PyTorch's layout: outputs first there, last here.
/// </summary>
/// <param name="path">What the file is called in errors.</param>
/// <param name="tensors">The tensors of the file.</param>
/// <param name="bandsFirst">Whether the network's images are [bands, time] there, as usual with PyTorch, or [time, bands] as here.</param>
internal sealed class TensorMatching(string path, IReadOnlyList<StateTensor> tensors, bool bandsFirst)
{
    // PyTorch's count of batches, which no layer here keeps.
    private const string Counter = "num_batches_tracked";

    /// <summary>The arrays of the layers, in order.</summary>
    /// <exception cref="EncoderFormatException">One is missing or of another shape.</exception>
    public IReadOnlyList<StateTensor> Match(IReadOnlyList<(string Name, IReadOnlyList<int> Shape)> wanted, SavedJson? names)
    {
        if (names is not null) return [.. wanted.Select(w => Turned(w.Name, w.Shape, Named(w.Name, names)))];
        var own = tensors.ToDictionary(t => t.Name, StringComparer.Ordinal);
        if (wanted.All(w => own.ContainsKey(w.Name))) return [.. wanted.Select(w => Same(w.Name, w.Shape, own[w.Name]))];
        var inOrder = tensors.Where(t => !t.Name.EndsWith(Counter, StringComparison.Ordinal)).ToArray();
        if (inOrder.Length != wanted.Count)
        {
            throw new EncoderFormatException(
                path,
                $"it holds {inOrder.Length} tensors and the layers need {wanted.Count} ({string.Join(", ", wanted.Select(w => w.Name))}). "
                + "Name them in \"tensors\": { \"conv2d_1.kernel\": \"features.0.weight\", ... }.");
        }

        return [.. wanted.Zip(inOrder, (w, tensor) => Turned(w.Name, w.Shape, tensor))];
    }

    private StateTensor Named(string name, SavedJson names)
    {
        var theirs = names.Text(name);
        return tensors.FirstOrDefault(t => t.Name == theirs)
            ?? throw new EncoderFormatException(path, $"it holds no tensor '{theirs}', which {name} is to be.");
    }

    private StateTensor Same(string name, IReadOnlyList<int> shape, StateTensor tensor) =>
        tensor.Shape.SequenceEqual(shape) ? tensor.AsSingles() : throw Unfit(name, shape, tensor);

    private StateTensor Turned(string name, IReadOnlyList<int> shape, StateTensor tensor)
    {
        // Place i of the order says which of the file's axes is axis i here.
        int[] order = shape.Count switch
        {
            4 => bandsFirst ? [3, 2, 1, 0] : [2, 3, 1, 0],
            3 => [2, 1, 0],
            2 => [1, 0],
            _ => [0],
        };
        if (tensor.Shape.Count != order.Length || order.Where((axis, i) => tensor.Shape[axis] != shape[i]).Any())
        {
            var there = new int[order.Length];
            for (var i = 0; i < order.Length; i++) there[order[i]] = shape[i];
            throw Unfit(name, there, tensor);
        }

        var from = tensor.AsSingles().ToSingles();
        return StateTensor.From(name, AxisOrder.Apply(from, tensor.Shape, order), [.. shape]);
    }

    private EncoderFormatException Unfit(string name, IReadOnlyList<int> wanted, StateTensor tensor) => new(
        path, $"tensor '{tensor.Name}' has the shape [{string.Join(", ", tensor.Shape)}], and {name} needs [{string.Join(", ", wanted)}].");
}
