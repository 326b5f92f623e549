namespace Undertone.Learning.State;

/// <summary>One array of a network's state under its stable name, for files such as safetensors.</summary>
public sealed class NamedTensor
{
    private readonly Values _values;

    internal NamedTensor(string name, IReadOnlyList<int> shape, bool trainable, Values values) =>
        (Name, Shape, Trainable, _values) = (name, shape, trainable, values);

    /// <summary>Where the numbers lie now.</summary>
    internal delegate Span<float> Values();

    /// <summary>Name, for example <c>conv1d_1.kernel</c>: it depends on the list of layers only.</summary>
    public string Name { get; }

    /// <summary>
    /// Shape, row-major. Kernels have Keras' layout: dense [inputs, units], conv1d [kernel, inputs, filters],
    /// conv2d [time, bands, inputs, filters].
    /// </summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Number of elements.</summary>
    public int Length => _values().Length;

    /// <summary>True where training changes the array by its gradient; false for moving averages.</summary>
    public bool Trainable { get; }

    /// <summary>Copies the values out.</summary>
    /// <param name="target">Takes <see cref="Length"/> numbers.</param>
    public void CopyTo(Span<float> target)
    {
        RequireLength(target.Length, nameof(target));
        _values().CopyTo(target);
    }

    /// <summary>Replaces the values.</summary>
    /// <param name="source"><see cref="Length"/> finite numbers.</param>
    /// <exception cref="ArgumentException">The number of elements is another, or one is not finite.</exception>
    public void CopyFrom(ReadOnlySpan<float> source)
    {
        RequireLength(source.Length, nameof(source));
        for (var i = 0; i < source.Length; i++)
        {
            if (!float.IsFinite(source[i]))
                throw new ArgumentException($"{Name}: element {i} is {source[i]}; weights must be finite.", nameof(source));
        }

        source.CopyTo(_values());
    }

    private void RequireLength(int length, string name)
    {
        if (length != Length) throw new ArgumentException($"{Name} has {Length} elements, not {length}.", name);
    }
}
