using Undertone.Learning.Graphs;

namespace Undertone.Learning.Neural;

/// <summary>
/// One step of a network, forward and backward by hand. Every layer keeps this promise: elements behind a sample's length are zero in its
/// output and in the gradient of its input, and in inference a sample's result does not depend on the other samples or on the padding.
/// </summary>
internal abstract class Layer
{
    private readonly List<Parameter> _parameters = [];

    /// <summary>Name in the network, for example <c>conv1d_1</c>; also the first part of its parameters' names.</summary>
    public string Name { get; set; } = "";

    /// <summary>Number that tells the layers' random numbers apart.</summary>
    public ulong RandomId { get; set; }

    /// <summary>Shape of a sample that comes in; -1 is a variable time.</summary>
    public int[] InputShape { get; private set; } = [];

    /// <summary>Shape of a sample that goes out.</summary>
    public int[] OutputShape { get; private set; } = [];

    /// <summary>The layer's own parameters and kept numbers.</summary>
    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>Layers inside this one.</summary>
    public virtual IEnumerable<Layer> Children => [];

    /// <summary>True where the backward pass reads the output.</summary>
    public virtual bool NeedsOutput => false;

    /// <summary>True where the forward pass may write its output over its input.</summary>
    public virtual bool InPlace => false;

    /// <summary>True where the gradient of the input is written over that of the output.</summary>
    public virtual bool GradientInPlace => false;

    /// <summary>True where the gradient of the input is written over the input itself.</summary>
    public virtual bool GradientOverInput => false;

    /// <summary>The parameters of this layer and of those inside it, under their names in the network.</summary>
    public IEnumerable<(string Name, Parameter Parameter)> AllParameters() =>
        Parameters.Select(p => (Name + "." + p.Name, p)).Concat(Children.SelectMany(c => c.AllParameters()));

    /// <summary>
    /// Decides the output's shape and makes the parameters. Throws <see cref="LayerShapeException"/> where the shape does not fit.
    /// </summary>
    public void Build(int[] inputShape)
    {
        InputShape = inputShape;
        OutputShape = OnBuild(inputShape);
    }

    /// <summary>Number of steps that come out where so many go in; less than 1 says that the sample is too short.</summary>
    public virtual int OutputSteps(int steps) => steps;

    /// <summary>Sizes the output for an input.</summary>
    public virtual void Resize(Tensor x, Tensor y)
    {
        y.Resize(x.Batch, OutputShape, OutputShape.Length > 1 ? OutputSteps(x.Steps) : 1);
        if (!x.Masked || OutputShape.Length < 2) return;
        for (var i = 0; i < x.Batch; i++) y.SetLength(i, OutputSteps(x.Length(i)));
    }

    /// <summary>Computes y from x.</summary>
    public abstract void Forward(Tensor x, Tensor y, Pass pass);

    /// <summary>Computes the gradients of the parameters and, where asked for, of the input.</summary>
    public abstract void Backward(Tensor x, Tensor y, Tensor dy, Tensor? dx, Pass pass);

    /// <summary>
    /// Adds what the layer does in inference to a graph, for batches of samples of one length, and returns the name of its output.
    /// </summary>
    public abstract string AddTo(Graph graph, string x);

    /// <summary>Decides the output's shape and makes the parameters.</summary>
    protected abstract int[] OnBuild(int[] input);

    /// <summary>Makes a parameter.</summary>
    protected Parameter Add(string name, int[] shape, Initializer initializer, bool trainable = true)
    {
        var parameter = new Parameter(name, shape, initializer, trainable);
        _parameters.Add(parameter);
        return parameter;
    }

    /// <summary>y = x W + b over the last axis, as operators of a graph.</summary>
    protected static string Linear(Graph graph, string x, Parameter kernel, Parameter? bias)
    {
        var product = graph.Add("MatMul", [x, graph.Constant(kernel.Name, kernel.Value, kernel.Shape)]);
        return bias is null ? product : graph.Add("Add", [product, graph.Constant(bias.Name, bias.Value, bias.Length)]);
    }

    /// <summary>Fails unless the input has one of these numbers of axes.</summary>
    protected static void RequireRank(int[] input, int rank, string what)
    {
        if (input.Length != rank) throw new LayerShapeException($"needs an input of shape {what}, but gets {ShapeText.Of(input)}");
    }
}
