using Undertone.Learning.State;

namespace Undertone.Recognition.Export;

/// <summary>
/// The arrays of a network under the names and in the layout that PyTorch's modules have: outputs first, the two directions of a
/// recurrence in one module, batch normalisation's weight, bias and running averages.
/// </summary>
internal static class TorchLayout
{
    private const string Forward = ".forward_";
    private const string Backward = ".backward_";

    // Gates lie i, f, g, o in both; of the gated unit z, r, n here and r, z, n there.
    private static readonly int[] SameGates = [0, 1, 2, 3];
    private static readonly int[] GatedUnit = [1, 0, 2];

    /// <summary>Own arrays as PyTorch has them.</summary>
    /// <param name="own">The arrays of a network, in order.</param>
    public static IReadOnlyList<StateTensor> ToTorch(IReadOnlyList<StateTensor> own)
    {
        var (result, names) = (new List<StateTensor>(), own.Select(o => o.Name).ToHashSet(StringComparer.Ordinal));
        foreach (var tensor in own)
        {
            var place = Place.Of(tensor.Name, names);
            var shape = Place.ShapeOf(tensor.Shape);
            result.Add(StateTensor.From(place.Name, place.ToTorch(tensor.ToSingles(), tensor.Shape), shape));
            // PyTorch's LSTM has two biases, which are added; here there is one.
            if (place.Added is { } second) result.Add(StateTensor.From(second, new float[tensor.Shape[0]], shape));
        }

        return result;
    }

    /// <summary>PyTorch's arrays as a network has them.</summary>
    /// <param name="wanted">Names and shapes of the network's arrays, in order.</param>
    /// <param name="theirs">The tensors of a file.</param>
    /// <exception cref="InvalidDataException">One is missing or of another shape; the message names it.</exception>
    public static IReadOnlyList<StateTensor> FromTorch(
        IReadOnlyList<NamedTensor> wanted, IReadOnlyDictionary<string, StateTensor> theirs)
    {
        var names = wanted.Select(w => w.Name).ToHashSet(StringComparer.Ordinal);
        return [.. wanted.Select(w =>
        {
            var place = Place.Of(w.Name, names);
            var values = Find(place.Name);
            if (place.Added is { } second) System.Numerics.Tensors.TensorPrimitives.Add(values, Find(second), values);
            return StateTensor.From(w.Name, place.FromTorch(values, w.Shape), [.. w.Shape]);

            float[] Find(string name)
            {
                var shape = Place.ShapeOf(w.Shape);
                if (!theirs.TryGetValue(name, out var tensor))
                    throw new InvalidDataException($"it holds no tensor '{name}' [{string.Join(", ", shape)}], which {w.Name} is to be.");
                if (!tensor.Shape.SequenceEqual(shape))
                {
                    throw new InvalidDataException(
                        $"its tensor '{name}' is [{string.Join(", ", tensor.Shape)}], and {w.Name} of the recipe needs "
                        + $"[{string.Join(", ", shape)}].");
                }

                return tensor.AsSingles().ToSingles();
            }
        })];
    }

    /// <summary>The names that PyTorch has for the arrays of a network.</summary>
    public static IEnumerable<string> NamesOf(IReadOnlyList<NamedTensor> own)
    {
        var names = own.Select(o => o.Name).ToHashSet(StringComparer.Ordinal);
        return own.Select(o => Place.Of(o.Name, names)).SelectMany(p => p.Added is { } second ? [p.Name, second] : new[] { p.Name });
    }

    /// <summary>Where an array of one's own is found in PyTorch's modules.</summary>
    /// <param name="Name">The name there.</param>
    /// <param name="Added">The name of a second array that is added to it there; null for none.</param>
    /// <param name="Gates">Gate i there is this one here; empty where the array has no gates.</param>
    private sealed record Place(string Name, string? Added, int[] Gates)
    {
        public static Place Of(string name, HashSet<string> all)
        {
            var at = name.LastIndexOf('.');
            var (layer, part) = (name[..at], name[(at + 1)..]);
            if (all.Contains(layer + ".recurrent_kernel")) return OfRecurrence(layer, part, all.Contains(layer + ".recurrent_bias"));
            var theirs = part switch
            {
                "kernel" or "gamma" => "weight",
                "beta" => "bias",
                "moving_mean" => "running_mean",
                "moving_variance" => "running_var",
                "input_kernel" => "in_proj_weight",
                "input_bias" => "in_proj_bias",
                "output_kernel" => "out_proj.weight",
                "output_bias" => "out_proj.bias",
                _ => part,
            };
            return new Place($"{layer}.{theirs}", null, []);
        }

        /// <summary>The shape there: the axes of kernels turned.</summary>
        public static int[] ShapeOf(IReadOnlyList<int> shape) => [.. Order(shape.Count).Select(axis => shape[axis])];

        public float[] ToTorch(ReadOnlySpan<float> own, IReadOnlyList<int> shape)
        {
            var turned = AxisOrder.Apply(own, shape, Order(shape.Count));
            return Gates.Length == 0 ? turned : InOrder(turned, Gates);
        }

        public float[] FromTorch(ReadOnlySpan<float> theirs, IReadOnlyList<int> shape)
        {
            var order = Order(shape.Count);
            var back = order.Select((_, i) => Array.IndexOf(order, i)).ToArray();
            var inOrder = Gates.Length == 0 ? theirs : InOrder(theirs, [.. Gates.Select((_, i) => Array.IndexOf(Gates, i))]);
            return AxisOrder.Apply(inOrder, ShapeOf(shape), back);
        }

        private static Place OfRecurrence(string layer, string part, bool gated)
        {
            var suffix = layer.Contains(Backward, StringComparison.Ordinal) ? "_l0_reverse" : "_l0";
            var inner = Math.Max(layer.IndexOf(Forward, StringComparison.Ordinal), layer.IndexOf(Backward, StringComparison.Ordinal));
            var module = inner < 0 ? layer : layer[..inner];
            var name = part switch { "kernel" => "weight_ih", "recurrent_kernel" => "weight_hh", "bias" => "bias_ih", _ => "bias_hh" };
            return new Place(
                $"{module}.{name}{suffix}", part == "bias" && !gated ? $"{module}.bias_hh{suffix}" : null,
                gated ? GatedUnit : SameGates);
        }

        /// <summary>Axis i there is this one here: inputs and outputs exchanged, windows behind them.</summary>
        private static int[] Order(int rank) => rank switch { 2 => [1, 0], 3 => [2, 1, 0], 4 => [3, 2, 0, 1], _ => [0] };

        private static float[] InOrder(ReadOnlySpan<float> rows, int[] gates)
        {
            var (size, to) = (rows.Length / gates.Length, new float[rows.Length]);
            for (var g = 0; g < gates.Length; g++) rows.Slice(gates[g] * size, size).CopyTo(to.AsSpan(g * size));
            return to;
        }
    }
}
