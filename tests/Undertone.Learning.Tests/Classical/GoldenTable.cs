using Undertone.Learning.Classical;

namespace Undertone.Learning.Tests.Classical;

/// <summary>The tables of tests/Golden/scikit-learn-1.2: even rows train, odd rows are judged.</summary>
internal sealed class GoldenTable
{
    private readonly float[] _rows;
    private readonly int[] _labels;

    private GoldenTable(float[] rows, int columns, int[] labels) => (_rows, Columns, _labels) = (rows, columns, labels);

    public int Columns { get; }

    public int Classes => _labels.Max() + 1;

    public float[] TestRows => Take(_rows, Columns, 1);

    public int[] TestLabels => Take(_labels, 1, 1);

    public static GoldenTable Load(string name)
    {
        var folder = Path.Combine(Repository.Golden, "scikit-learn-1.2");
        var x = NpyArray.Load(Path.Combine(folder, name + "_x.npy"));
        return new GoldenTable(x.ToSingle(), x.Shape[1], NpyArray.Load(Path.Combine(folder, name + "_y.npy")).ToInt32());
    }

    public LabeledRows Train(bool weighted = false)
    {
        var labels = Take(_labels, 1, 0);
        return new LabeledRows(
            Take(_rows, Columns, 0), Columns, labels, Classes,
            weighted ? [.. Enumerable.Range(0, labels.Length).Select(i => 0.25f + i % 7 / 4f)] : null);
    }

    private static T[] Take<T>(T[] from, int width, int parity)
    {
        var taken = new List<T>();
        for (var row = parity; row * width < from.Length; row += 2) taken.AddRange(from.AsSpan(row * width, width));
        return [.. taken];
    }
}
