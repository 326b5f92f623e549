namespace Undertone.Learning.State;

/// <summary>
/// From what a pickle describes to tensors: every size, offset and stride is checked against the bytes that are there before anything is
/// copied.
/// </summary>
/// <param name="file">What the file is called in errors.</param>
/// <param name="fileBytes">The size of the file.</param>
/// <param name="storages">The bytes of a storage.</param>
internal sealed class StateDictionary(string file, long fileBytes, Func<PickleStorage, byte[]> storages)
{
    private const int Deepest = 32;
    private const int MostEntries = 1 << 20;

    // Tied weights stand twice in a file that holds their numbers once.
    private const int MostCopies = 4;

    private readonly Dictionary<string, StateTensor> _byName = new(StringComparer.Ordinal);
    private readonly List<StateTensor> _tensors = [];
    private int _entries;
    private long _bytes;

    /// <summary>The tensors of a dictionary and of those inside it, under names joined by dots.</summary>
    public IReadOnlyList<StateTensor> Flatten(object? root)
    {
        if (root is not PickleDictionary dictionary)
            throw new TensorFormatException(file, "it holds no dictionary of tensors. Save model.state_dict().");
        Walk(dictionary, "", 0);
        return _tensors.Count > 0 ? _tensors : throw new TensorFormatException(file, "it holds no tensors. Save model.state_dict().");
    }

    private void Walk(PickleDictionary dictionary, string prefix, int depth)
    {
        if (depth == Deepest) throw new TensorFormatException(file, $"its dictionaries lie more than {Deepest} deep in each other.");
        foreach (var (key, value) in dictionary.Items)
        {
            if (++_entries > MostEntries) throw new TensorFormatException(file, $"its dictionaries hold more than {MostEntries} entries.");
            var name = prefix + (key as string ?? (key is long number ? FormattableString.Invariant($"{number}") : "?"));
            if (value is PickleDictionary inner) Walk(inner, name + ".", depth + 1);
            else if (value is PickleTensor tensor && !_byName.TryAdd(name, Take(name, tensor)))
                throw new TensorFormatException(file, $"tensor '{name}' occurs twice.");
        }
    }

    private StateTensor Take(string name, PickleTensor view)
    {
        var width = TensorTypes.WidthOf(view.Storage.Type);
        var (shape, numbers) = CheckedShape(name, view);
        if ((_bytes += numbers * width) > MostCopies * fileBytes)
            throw new TensorFormatException(file, $"its tensors would take more than {MostCopies} times the bytes of the file.");
        var storage = storages(view.Storage);
        var isWhole = IsContiguous(view) && view.Offset == 0 && numbers == view.Storage.Count;
        var tensor = new StateTensor(name, view.Storage.Type, shape, isWhole ? storage : Gather(view, storage, width, numbers));
        _tensors.Add(tensor);
        return tensor;
    }

    /// <summary>The shape and its product; the last number of the view lies within the storage.</summary>
    private (int[] Shape, long Numbers) CheckedShape(string name, PickleTensor view)
    {
        if (view.Shape.Length != view.Strides.Length) throw Outside(name);
        Int128 numbers = 1, last = view.Offset;
        for (var i = 0; i < view.Shape.Length; i++)
        {
            if (view.Shape[i] is < 0 or > int.MaxValue || view.Strides[i] < 0) throw Outside(name);
            numbers *= view.Shape[i];
            if (numbers > view.Storage.Count) throw Outside(name);
            last += (Int128)Math.Max(0, view.Shape[i] - 1) * view.Strides[i];
        }

        if (view.Offset < 0 || (numbers > 0 && last >= view.Storage.Count)) throw Outside(name);
        return (Array.ConvertAll(view.Shape, size => (int)size), (long)numbers);
    }

    private static bool IsContiguous(PickleTensor view)
    {
        long expected = 1;
        for (var i = view.Shape.Length - 1; i >= 0; i--)
        {
            if (view.Shape[i] != 1 && view.Strides[i] != expected) return false;
            expected *= view.Shape[i];
        }

        return true;
    }

    private static byte[] Gather(PickleTensor view, byte[] storage, int width, long numbers)
    {
        var result = new byte[numbers * width];
        var place = new long[view.Shape.Length];
        for (long to = 0; to < result.Length; to += width)
        {
            var from = view.Offset;
            for (var i = 0; i < place.Length; i++) from += place[i] * view.Strides[i];
            storage.AsSpan((int)(from * width), width).CopyTo(result.AsSpan((int)to));
            for (var i = place.Length - 1; i >= 0 && ++place[i] == view.Shape[i]; i--) place[i] = 0;
        }

        return result;
    }

    private TensorFormatException Outside(string name) =>
        new(file, $"tensor '{name}' has a shape, offset or strides that do not lie within its storage.");
}
