using Undertone.Kernels;
using Undertone.Learning.Kernels;
using Undertone.Learning.Randomness;

namespace Undertone.Learning.Neural;

/// <summary>One named array of a layer: a weight that is learnt, or a number that is only kept (a moving average).</summary>
internal sealed class Parameter(string name, int[] shape, Initializer initializer, bool trainable = true)
{
    private ParameterStore? _store;

    /// <summary>Name inside the layer, for example <c>kernel</c>.</summary>
    public string Name { get; } = name;

    /// <summary>Shape, row-major.</summary>
    public int[] Shape { get; } = shape;

    /// <summary>How it starts.</summary>
    public Initializer Initializer { get; } = initializer;

    /// <summary>True where an optimiser changes it.</summary>
    public bool Trainable { get; } = trainable;

    /// <summary>True where weight decay applies: matrices and kernels, not biases and scales.</summary>
    public bool Decays { get; } = trainable && shape.Length > 1;

    /// <summary>Factor on the learning rate; 0 while it is frozen.</summary>
    public double Rate { get; set; } = 1;

    /// <summary>Steps of training before it began to learn.</summary>
    public long FirstStep { get; set; }

    /// <summary>True while it does not change in training.</summary>
    public bool Frozen => Rate == 0;

    /// <summary>Number of elements.</summary>
    public int Length { get; } = shape.Aggregate(1, (a, b) => checked(a * b));

    /// <summary>First element's place in the store.</summary>
    public int Offset { get; private set; }

    /// <summary>The values.</summary>
    public Span<float> Value => _store!.Values.Span.Slice(Offset, Length);

    /// <summary>The gradient of the last backward pass.</summary>
    public Span<float> Gradient => _store!.Gradients.Span.Slice(Offset, Length);

    /// <summary>The values as a matrix of the last axis's columns.</summary>
    public MatrixView Matrix => View(_store!.Values);

    /// <summary>The gradient as a matrix of the last axis's columns.</summary>
    public MatrixView GradientMatrix => View(_store!.Gradients);

    /// <summary>Some columns of the gradient.</summary>
    public MatrixView GradientColumns(int first, int columns) =>
        _store!.Gradients.Matrix(Offset + first, Length / Shape[^1], columns, Shape[^1]);

    /// <summary>Puts the parameter at a place of a store.</summary>
    public void Bind(ParameterStore store, int offset) => (_store, Offset) = (store, offset);

    /// <summary>Fills the values as the initializer says.</summary>
    public void Initialize(Xoshiro256PlusPlus random) => Initializer.Fill(Value, Shape[^1], random);

    private MatrixView View(AlignedBuffer<float> buffer) => buffer.Matrix(Offset, Length / Shape[^1], Shape[^1]);
}
