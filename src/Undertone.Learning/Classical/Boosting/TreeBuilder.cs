using Undertone.Learning.Classical.Trees;

namespace Undertone.Learning.Classical.Boosting;

/// <summary>
/// Puts a regression tree together as its leaves are divided. A place is a child's slot: twice its parent's number, plus 1 on the right.
/// </summary>
internal sealed class TreeBuilder
{
    private readonly List<int> _feature = [];
    private readonly List<float> _threshold = [];
    private readonly List<int> _children = [];
    private readonly List<float> _values = [];

    /// <summary>The place of the root.</summary>
    public const int Root = -1;

    public (int Left, int Right) Divide(int place, int feature, float threshold)
    {
        var node = _feature.Count;
        if (place >= 0) _children[place] = node;
        _feature.Add(feature);
        _threshold.Add(threshold);
        _children.AddRange([0, 0]);
        return (2 * node, 2 * node + 1);
    }

    public void Finish(int place, float value)
    {
        if (place >= 0) _children[place] = ~_values.Count;
        _values.Add(value);
    }

    public Tree Build()
    {
        var (left, right) = (new int[_feature.Count], new int[_feature.Count]);
        for (var n = 0; n < left.Length; n++) (left[n], right[n]) = (_children[2 * n], _children[2 * n + 1]);
        return new Tree(1, [.. _feature], [.. _threshold], left, right, [.. _values]);
    }
}
