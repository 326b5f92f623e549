namespace Undertone.Learning.State;

/// <summary>A name that a pickle asks for; nothing is looked up or run.</summary>
internal sealed record PickleGlobal(string Name);

/// <summary>An array of numbers that lies outside the pickle.</summary>
/// <param name="Key">Its name in the file.</param>
/// <param name="Type">The type of its numbers, a word of safetensors.</param>
/// <param name="Count">How many numbers it claims to hold.</param>
internal sealed record PickleStorage(string Key, string Type, long Count);

/// <summary>A view of a storage, as the file claims it: nothing of it has been checked.</summary>
internal sealed record PickleTensor(PickleStorage Storage, long Offset, long[] Shape, long[] Strides);

/// <summary>A dictionary in the order of its keys.</summary>
internal sealed class PickleDictionary
{
    private readonly List<KeyValuePair<object?, object?>> _items = [];

    public IReadOnlyList<KeyValuePair<object?, object?>> Items => _items;

    public void Add(object? key, object? value) => _items.Add(new(key, value));
}
