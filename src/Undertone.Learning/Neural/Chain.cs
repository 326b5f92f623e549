using Undertone.Kernels;
using Undertone.Learning.Graphs;

namespace Undertone.Learning.Neural;

/// <summary>
/// Layers one after the other, with the memory between them: one tensor for each output (shared where a layer may work in place) and two
/// that the gradients take turns in. Memory grows to the largest batch seen and is then used again, so a step allocates nothing.
/// </summary>
internal sealed class Chain
{
    private readonly Layer[] _layers;
    private readonly Tensor[] _outputs;
    private readonly Tensor[] _gradients;
    private readonly Parameter[][] _weights;

    /// <summary>Joins layers that have been built for each other's shapes.</summary>
    public Chain(IReadOnlyList<Layer> layers)
    {
        _layers = [.. layers];
        _outputs = new Tensor[_layers.Length];
        _gradients = new Tensor[_layers.Length + 1];
        for (var i = 0; i < _layers.Length; i++)
        {
            var inPlace = i > 0 && _layers[i].InPlace && !_layers[i - 1].NeedsOutput;
            _outputs[i] = new Tensor(inPlace ? _outputs[i - 1].Buffer : null);
        }

        _weights = Array.ConvertAll(_layers, l => l.AllParameters().Select(p => p.Parameter).Where(p => p.Trainable).ToArray());

        // _gradients[i] is the gradient of what goes into layer i.
        AlignedBuffer<float>[] turns = [new(), new()];
        var held = turns[0];
        _gradients[^1] = new Tensor(held);
        for (var i = _layers.Length - 1; i >= 0; i--)
        {
            if (_layers[i].GradientOverInput && i > 0 && !_layers[i - 1].NeedsOutput) held = _outputs[i - 1].Buffer;
            else if (!_layers[i].GradientInPlace) held = ReferenceEquals(held, turns[0]) ? turns[1] : turns[0];
            _gradients[i] = new Tensor(held);
        }
    }

    /// <summary>The layers in order.</summary>
    public IReadOnlyList<Layer> Layers => _layers;

    /// <summary>What the last forward pass gave.</summary>
    public Tensor Output => _outputs[^1];

    /// <summary>Gradient of the output; the caller fills it before <see cref="Backward"/>.</summary>
    public Tensor OutputGradient => _gradients[^1];

    /// <summary>Gradient of the input after a backward pass that was asked for it.</summary>
    public Tensor InputGradient => _gradients[0];

    /// <summary>Output of one layer in the last forward pass.</summary>
    public Tensor OutputOf(int layer) => _outputs[layer];

    /// <summary>Steps that come out of the whole chain where so many go in; less than 1 where a layer runs out of steps.</summary>
    public int OutputSteps(int steps)
    {
        foreach (var layer in _layers)
        {
            if (layer.InputShape.Length < 2) break;
            steps = layer.OutputSteps(steps);
            if (steps < 1) return 0;
        }

        return steps;
    }

    /// <summary>Runs all layers.</summary>
    public Tensor Forward(Tensor input, Pass pass) => Forward(input, pass, 0, _layers.Length);

    /// <summary>Runs the layers from one to before another, on what comes out of those in front of them.</summary>
    public Tensor Forward(Tensor input, Pass pass, int from, int to)
    {
        var x = input;
        for (var i = from; i < to; i++)
        {
            _layers[i].Resize(x, _outputs[i]);
            _layers[i].Forward(x, _outputs[i], pass);
            x = _outputs[i];
        }

        return x;
    }

    /// <summary>Adds what the layers do in inference to a graph, and returns the name of the output.</summary>
    public string AddTo(Graph graph, string x) => AddTo(graph, x, 0, _layers.Length);

    /// <summary>Adds the layers from one to before another.</summary>
    public string AddTo(Graph graph, string x, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (_layers[i].Name.Length > 0) graph.Scope = _layers[i].Name;
            x = _layers[i].AddTo(graph, x);
        }

        return x;
    }

    /// <summary>Sizes <see cref="OutputGradient"/> for the last forward pass.</summary>
    public Tensor PrepareGradient()
    {
        _gradients[^1].ResizeLike(_outputs[^1]);
        return _gradients[^1];
    }

    /// <summary>Runs all layers backwards from <see cref="OutputGradient"/>.</summary>
    public void Backward(Tensor input, Pass pass, bool needsInputGradient)
    {
        var first = needsInputGradient ? 0 : FirstLearning();
        for (var i = _layers.Length - 1; i >= first; i--)
        {
            var x = i == 0 ? input : _outputs[i - 1];
            var wanted = needsInputGradient || i > first;
            if (wanted) _gradients[i].ResizeLike(x);
            _layers[i].Backward(x, _outputs[i], _gradients[i + 1], wanted ? _gradients[i] : null, pass);
        }
    }

    /// <summary>Before the first layer with something to learn, nobody asks for a gradient.</summary>
    private int FirstLearning()
    {
        for (var i = 0; i < _weights.Length; i++)
        {
            foreach (var weight in _weights[i])
            {
                if (!weight.Frozen) return i;
            }
        }

        return _weights.Length;
    }
}
