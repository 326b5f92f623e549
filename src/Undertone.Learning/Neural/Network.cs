using System.Text.Json.Nodes;
using Undertone.Learning.Graphs;
using Undertone.Learning.Kernels;
using Undertone.Learning.Neural.Layers;
using Undertone.Learning.Neural.Spec;
using Undertone.Learning.Randomness;
using Undertone.Learning.State;

namespace Undertone.Learning.Neural;

/// <summary>
/// A neural network that sorts samples into classes, gives numbers on dimensions, or both: a list of layers, their weights, and
/// prediction. <see cref="Trainer"/> trains it. Samples are row-major float arrays of the input shape; where the first axis is variable,
/// each sample has its own length, and neither the padding nor the other samples of a batch change its result, to the bit.
/// </summary>
public sealed class Network
{
    private const int PredictionBatch = 32;
    private readonly LayerStack _stack;
    private readonly Parameter[] _parameters;
    private readonly Tensor _input = new();
    private readonly int _lastDense;
    private int _predicting;
    private int _threads = Environment.ProcessorCount;

    private Network(LayerStack stack, NetworkOutputs outputs)
    {
        (_stack, Chain, InputShape, Outputs, Summary) = (stack, stack.Chain, stack.InputShape, outputs, stack.Summary);
        var named = stack.Parameters;
        _parameters = [.. named.Select(p => p.Parameter)];
        State = [.. named.Select(p => new NamedTensor(p.Name, p.Parameter.Shape, p.Parameter.Trainable, () => p.Parameter.Value))];
        Trainable = new ParameterStore([.. _parameters.Where(p => p.Trainable)], gradients: true);
        Kept = new ParameterStore([.. _parameters.Where(p => !p.Trainable)], gradients: false);
        MinimumSteps = stack.FindMinimumSteps();
        Samples = new SampleShape(stack.InputShape, MinimumSteps);
        _lastDense = Array.FindLastIndex([.. Chain.Layers], l => l is Dense);
    }

    /// <summary>Number of classes; 0 where the network answers on dimensions alone.</summary>
    public int Classes => Outputs.Classes;

    /// <summary>Classes and dimensions.</summary>
    public NetworkOutputs Outputs { get; }

    /// <summary>Shape of a sample without the batch; -1 is a variable time.</summary>
    public IReadOnlyList<int> InputShape { get; }

    /// <summary>
    /// Fewest time steps that a sample of variable length must have for every layer to have output; 1 where the length is fixed.
    /// </summary>
    public int MinimumSteps { get; }

    /// <summary>Numbers that the network keeps: weights and moving averages.</summary>
    public long ParameterCount => State.Sum(t => (long)t.Length);

    /// <summary>Numbers that training changes by their gradient.</summary>
    public long TrainableParameterCount => State.Where(t => t.Trainable).Sum(t => (long)t.Length);

    /// <summary>One row for each layer of the list, for a table like Keras'; activations written into a layer stand in its row.</summary>
    public IReadOnlyList<LayerSummary> Summary { get; }

    /// <summary>All weights and kept numbers by stable name: copy them out to save the network, in to restore it.</summary>
    public IReadOnlyList<NamedTensor> State { get; }

    /// <summary>Numbers that the last dense layer sees of a sample: what the network makes of it before it decides.</summary>
    public int EmbeddingSize => Chain.Layers[_lastDense].InputShape[^1];

    /// <summary>Number of threads of a prediction; the processors of the machine by default. It never changes a result.</summary>
    public int Threads
    {
        get => _threads;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _threads = value;
        }
    }

    /// <summary>The names of the layers that have weights, in order.</summary>
    public IEnumerable<string> LayerNames => State.Select(t => t.Name[..t.Name.LastIndexOf('.')]).Distinct();

    internal Chain Chain { get; }

    internal SampleShape Samples { get; }

    internal ParameterStore Trainable { get; }

    internal ParameterStore Kept { get; }

    /// <summary>
    /// Makes a network from a list of layers. A final dense layer may be written in the list with <c>"units": "classes"</c>; where the
    /// last layer is not such a one, it is added. A softmax at the end is understood: prediction applies it anyway.
    /// </summary>
    /// <param name="layers">JSON objects such as <c>{ "type": "dense", "units": 128, "activation": "relu" }</c>.</param>
    /// <param name="inputShape">
    /// Shape of a sample without the batch: [features], [time, columns] or [time, bands, channels]; the first of two or more may be -1 for
    /// a variable time.
    /// </param>
    /// <param name="classes">Number of classes, at least 2.</param>
    /// <param name="seed">Seed of the initial weights.</param>
    /// <exception cref="NetworkSpecException">
    /// A layer is unknown, a key or value is wrong, or shapes do not fit; the message names the place.
    /// </exception>
    public static Network Create(JsonArray layers, ReadOnlySpan<int> inputShape, int classes, ulong seed) =>
        Create(layers, inputShape, new NetworkOutputs(classes), seed);

    /// <summary>Makes a network from a list of layers that answers with classes, dimensions or both.</summary>
    /// <param name="layers">As for <see cref="Create(JsonArray, ReadOnlySpan{int}, int, ulong)"/>; the last layer has all outputs.</param>
    /// <param name="inputShape">Shape of a sample without the batch.</param>
    /// <param name="outputs">What it answers.</param>
    /// <param name="seed">Seed of the initial weights; null for weights of 0.</param>
    /// <exception cref="NetworkSpecException">The layers cannot be used; the message names the place.</exception>
    public static Network Create(JsonArray layers, ReadOnlySpan<int> inputShape, NetworkOutputs outputs, ulong? seed = null)
    {
        ArgumentNullException.ThrowIfNull(layers);
        outputs.Validate();
        var specs = LayerList.EndWithClasses(layers);
        var stack = LayerStack.Of(specs, inputShape, outputs.Count);
        if (stack.OutputShape is not [var size] || size != outputs.Count)
        {
            throw new NetworkSpecException($"layers[{specs.Count - 1}]",
                $"the network must end with one vector a sample, but the shape here is {ShapeText.Of(stack.OutputShape)}: add a pooling, " +
                "a flatten or a recurrent layer that returns its last output");
        }

        var network = new Network(stack, outputs);
        if (seed is { } start) network.Initialize(start);
        return network;
    }

    /// <summary>Makes a network whose weights are all 0: to look at its layers, or to fill <see cref="State"/>.</summary>
    /// <param name="layers">The list of layers, as for <see cref="Create(JsonArray, ReadOnlySpan{int}, int, ulong)"/>.</param>
    /// <param name="inputShape">Shape of a sample without the batch.</param>
    /// <param name="classes">Number of classes, at least 2.</param>
    /// <exception cref="NetworkSpecException">The layers cannot be used; the message names the place.</exception>
    public static Network Create(JsonArray layers, ReadOnlySpan<int> inputShape, int classes) =>
        Create(layers, inputShape, new NetworkOutputs(classes));

    /// <summary>Makes a network whose weights are those that <see cref="Save"/> gave.</summary>
    /// <param name="layers">The list of layers, as for <see cref="Create(JsonArray, ReadOnlySpan{int}, int, ulong)"/>.</param>
    /// <param name="inputShape">Shape of a sample without the batch.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="tensors">All weights and kept numbers, with the names and in the order of <see cref="State"/>.</param>
    /// <exception cref="NetworkSpecException">The layers cannot be used.</exception>
    /// <exception cref="InvalidDataException">The tensors are not this network's, or hold a number that is not finite.</exception>
    public static Network Restore(JsonArray layers, ReadOnlySpan<int> inputShape, int classes, IReadOnlyList<StateTensor> tensors) =>
        Restore(layers, inputShape, new NetworkOutputs(classes), tensors);

    /// <summary>Makes a network whose weights are those that <see cref="Save"/> gave.</summary>
    /// <param name="layers">The list of layers, as for <see cref="Create(JsonArray, ReadOnlySpan{int}, int, ulong)"/>.</param>
    /// <param name="inputShape">Shape of a sample without the batch.</param>
    /// <param name="outputs">What it answers.</param>
    /// <param name="tensors">All weights and kept numbers, with the names and in the order of <see cref="State"/>.</param>
    /// <exception cref="NetworkSpecException">The layers cannot be used.</exception>
    /// <exception cref="InvalidDataException">The tensors are not this network's, or hold a number that is not finite.</exception>
    public static Network Restore(
        JsonArray layers, ReadOnlySpan<int> inputShape, NetworkOutputs outputs, IReadOnlyList<StateTensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var network = Create(layers, inputShape, outputs);
        network._stack.Fill(tensors);
        return network;
    }

    /// <summary>All weights and kept numbers, for a file.</summary>
    public IReadOnlyList<StateTensor> Save()
    {
        var tensors = new List<StateTensor>(State.Count);
        foreach (var own in State)
        {
            var values = new float[own.Length];
            own.CopyTo(values);
            tensors.Add(StateTensor.From(own.Name, values, [.. own.Shape]));
        }

        return tensors;
    }

    /// <summary>
    /// Class probabilities of some samples. A network keeps its work memory and takes no lock, so it serves one call at a time; give each
    /// thread a network of its own.
    /// </summary>
    /// <param name="inputs">
    /// Row-major samples; those of a variable length have a whole number of steps, at least <see cref="MinimumSteps"/>.
    /// </param>
    /// <param name="probabilities">Takes [inputs, classes] numbers, row-major; each row sums to 1.</param>
    /// <exception cref="ArgumentException">A sample has the wrong size, is too short, or holds a number that is not finite.</exception>
    /// <exception cref="InvalidOperationException">Another thread is in this network; its results are not touched.</exception>
    public void Predict(IReadOnlyList<float[]> inputs, Span<float> probabilities) => Predict(inputs, probabilities, default);

    /// <summary>Class probabilities of some samples, and what the last dense layer sees of them.</summary>
    /// <param name="inputs">As for <see cref="Predict(IReadOnlyList{float[]}, Span{float})"/>.</param>
    /// <param name="probabilities">Takes [inputs, classes] numbers, row-major; each row sums to 1.</param>
    /// <param name="embeddings">Takes [inputs, <see cref="EmbeddingSize"/>] numbers, row-major; or empty, where nobody wants them.</param>
    /// <exception cref="ArgumentException">A sample has the wrong size, is too short, or holds a number that is not finite.</exception>
    /// <exception cref="InvalidOperationException">Another thread is in this network; its results are not touched.</exception>
    public void Predict(IReadOnlyList<float[]> inputs, Span<float> probabilities, Span<float> embeddings) =>
        Predict(inputs, probabilities, embeddings, default);

    /// <summary>Class probabilities of some samples, what the last dense layer sees of them, and their numbers on dimensions.</summary>
    /// <param name="inputs">As for <see cref="Predict(IReadOnlyList{float[]}, Span{float})"/>.</param>
    /// <param name="probabilities">Takes [inputs, classes] numbers, row-major; each row sums to 1.</param>
    /// <param name="embeddings">Takes [inputs, <see cref="EmbeddingSize"/>] numbers, row-major; or empty, where nobody wants them.</param>
    /// <param name="numbers">Takes [inputs, dimensions] numbers, row-major; or empty, where nobody wants them.</param>
    /// <exception cref="ArgumentException">A sample has the wrong size, is too short, or holds a number that is not finite.</exception>
    /// <exception cref="InvalidOperationException">Another thread is in this network; its results are not touched.</exception>
    public void Predict(IReadOnlyList<float[]> inputs, Span<float> probabilities, Span<float> embeddings, Span<float> numbers)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (probabilities.Length != inputs.Count * Classes)
            throw new ArgumentException(
                $"{inputs.Count} samples of {Classes} classes need {inputs.Count * Classes} numbers, not {probabilities.Length}.",
                nameof(probabilities));
        if (!embeddings.IsEmpty && embeddings.Length != (long)inputs.Count * EmbeddingSize)
        {
            throw new ArgumentException(
                $"{inputs.Count} embeddings of {EmbeddingSize} need {(long)inputs.Count * EmbeddingSize} numbers, not {embeddings.Length}.",
                nameof(embeddings));
        }

        if (!numbers.IsEmpty && numbers.Length != (long)inputs.Count * Outputs.Dimensions)
        {
            throw new ArgumentException(
                $"{inputs.Count} samples on {Outputs.Dimensions} dimensions need {(long)inputs.Count * Outputs.Dimensions} numbers, not "
                + $"{numbers.Length}.", nameof(numbers));
        }

        if (Interlocked.Exchange(ref _predicting, 1) != 0)
            throw new InvalidOperationException("This network is answering another thread; give each thread its own.");
        try
        {
            PredictBatches(inputs, probabilities, embeddings, numbers);
        }
        finally
        {
            Volatile.Write(ref _predicting, 0);
        }
    }

    /// <summary>Adds the layers to a graph, and returns the name of the logits [batch, classes].</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">Samples of one length, [batch, input shape].</param>
    internal string AddTo(Graph graph, string x) => Chain.AddTo(graph, x);

    private void Initialize(ulong seed)
    {
        for (var i = 0; i < _parameters.Length; i++) _parameters[i].Initialize(new Xoshiro256PlusPlus(SplitMix64.Mix(seed, (ulong)i)));
    }

    private void PredictBatches(
        IReadOnlyList<float[]> inputs, Span<float> probabilities, Span<float> embeddings, Span<float> numbers)
    {
        var pass = new Pass { Team = Team.Of(Threads), Training = false };
        Span<int> chosen = stackalloc int[PredictionBatch];
        for (var first = 0; first < inputs.Count; first += PredictionBatch)
        {
            var count = Math.Min(PredictionBatch, inputs.Count - first);
            for (var i = 0; i < count; i++) chosen[i] = first + i;
            Samples.Load(inputs, chosen[..count], _input);
            for (var i = 0; i < count; i++)
            {
                if (Finite.IndexOfExcept(_input.Valid(i)) >= 0)
                    throw new ArgumentException($"Sample {first + i} holds a number that is not finite.", nameof(inputs));
            }

            var logits = Chain.Forward(_input, pass);
            for (var i = 0; i < count; i++)
            {
                Softmax.Apply(logits.Sample(i)[..Classes], probabilities.Slice((first + i) * Classes, Classes));
                if (!numbers.IsEmpty) logits.Sample(i)[Classes..].CopyTo(numbers[((first + i) * Outputs.Dimensions)..]);
            }

            if (embeddings.IsEmpty) continue;
            var seen = _lastDense > 0 ? Chain.OutputOf(_lastDense - 1) : _input;
            for (var i = 0; i < count; i++) seen.Sample(i).CopyTo(embeddings.Slice((first + i) * EmbeddingSize, EmbeddingSize));
        }
    }
}
