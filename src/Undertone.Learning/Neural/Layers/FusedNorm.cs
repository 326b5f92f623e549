using Undertone.Learning.Graphs;
using Undertone.Learning.Kernels;

namespace Undertone.Learning.Neural.Layers;

/// <summary>
/// Batch normalisation with a ReLU before or after it and a max pooling behind it, run as one: the activations between them are never
/// stored, and the gradient is written over the input. The results are those of the layers it stands for.
/// </summary>
internal sealed class FusedNorm : Layer
{
    private readonly Layer[] _parts;
    private readonly Normalization _normalization;
    private readonly MaxPool? _pool;

    private FusedNorm(Layer[] parts, BatchNorm norm, NormKernel kernel, MaxPool? pool)
    {
        (_parts, _normalization, _pool) = (parts, norm.With(kernel), pool);
        Name = norm.Name;
    }

    /// <inheritdoc/>
    public override IEnumerable<Layer> Children => _parts;

    /// <inheritdoc/>
    public override bool NeedsOutput => true;

    /// <inheritdoc/>
    public override bool GradientOverInput => true;

    /// <summary>Replaces each run of ReLU, batch normalisation, ReLU and max pooling in a list by one layer.</summary>
    public static List<Layer> Fuse(IReadOnlyList<Layer> layers)
    {
        var fused = new List<Layer>();
        for (var i = 0; i < layers.Count; i++)
        {
            var at = i;
            var before = at + 1 < layers.Count && layers[at] is Relu && layers[at + 1] is BatchNorm && i > 0;
            if (before) at++;
            if (layers[at] is not BatchNorm norm)
            {
                fused.Add(layers[i]);
                continue;
            }

            var after = at + 1 < layers.Count && layers[at + 1] is Relu;
            if (after) at++;
            var pool = at + 1 < layers.Count && layers[at + 1] is MaxPool { IsPlain: true } p ? p : null;
            if (pool is not null) at++;
            if (at == i)
            {
                fused.Add(norm);
                continue;
            }

            var kernel =
                new NormKernel { ReluBefore = before, ReluAfter = after, PoolHeight = pool?.Height ?? 1, PoolWidth = pool?.Width ?? 1 };
            var layer = new FusedNorm([.. layers.Skip(i).Take(at - i + 1)], norm, kernel, pool);
            layer.Build(layers[i].InputShape);
            fused.Add(layer);
            i = at;
        }

        return fused;
    }

    /// <inheritdoc/>
    public override int OutputSteps(int steps) => _pool?.OutputSteps(steps) ?? steps;

    /// <inheritdoc/>
    public override void Forward(Tensor x, Tensor y, Pass pass) => _normalization.Forward(x, y, pass);

    /// <inheritdoc/>
    public override void Backward(Tensor x, Tensor y, Tensor dy, Tensor? dx, Pass pass) => _normalization.Backward(x, y, dy, dx, pass);

    /// <inheritdoc/>
    public override string AddTo(Graph graph, string x) => _parts.Aggregate(x, (value, part) => part.AddTo(graph, value));

    /// <inheritdoc/>
    protected override int[] OnBuild(int[] input) => _parts[^1].OutputShape;
}
