namespace Undertone.Learning.Preprocessing;

/// <summary>Numbers for labels and labels for numbers, in a fixed order.</summary>
public sealed class LabelEncoder
{
    private readonly string[] _labels;
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);

    /// <summary>Takes the labels in the order given.</summary>
    /// <param name="labels">At least one, each once.</param>
    /// <exception cref="ArgumentException">There is no label, or one stands twice.</exception>
    public LabelEncoder(IEnumerable<string> labels)
    {
        _labels = [.. labels];
        if (_labels.Length == 0) throw new ArgumentException("A label encoder needs at least one label.", nameof(labels));
        for (var i = 0; i < _labels.Length; i++)
        {
            if (!_index.TryAdd(_labels[i], i))
                throw new ArgumentException($"The label '{_labels[i]}' stands twice in the list.", nameof(labels));
        }
    }

    /// <summary>The labels; the place in this list is the number.</summary>
    public IReadOnlyList<string> Labels => _labels;

    /// <summary>Takes the distinct labels of a data set in ordinal order, as scikit-learn's LabelEncoder.</summary>
    /// <param name="labels">The label of each sample.</param>
    /// <exception cref="ArgumentException">There is no label.</exception>
    public static LabelEncoder Fit(IEnumerable<string> labels) => new(new SortedSet<string>(labels, StringComparer.Ordinal));

    /// <summary>The number of a label.</summary>
    /// <exception cref="ArgumentException">The label is not in <see cref="Labels"/>.</exception>
    public int Encode(string label) => _index.TryGetValue(label, out var i)
        ? i
        : throw new ArgumentException($"The label '{label}' is unknown; known are {string.Join(", ", _labels)}.", nameof(label));

    /// <summary>The numbers of many labels.</summary>
    /// <exception cref="ArgumentException">A label is not in <see cref="Labels"/>.</exception>
    public int[] Encode(IReadOnlyList<string> labels)
    {
        var numbers = new int[labels.Count];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = Encode(labels[i]);
        return numbers;
    }

    /// <summary>The label of a number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not below the count of labels.</exception>
    public string Decode(int number) => (uint)number < (uint)_labels.Length
        ? _labels[number]
        : throw new ArgumentOutOfRangeException(nameof(number), number, $"There are {_labels.Length} labels.");
}
