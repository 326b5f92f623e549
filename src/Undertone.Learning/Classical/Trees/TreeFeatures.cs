namespace Undertone.Learning.Classical.Trees;

/// <summary>How many features each division of a tree may choose from; they are drawn anew for each division.</summary>
public readonly record struct TreeFeatures
{
    private enum Rule
    {
        All,
        SquareRoot,
        Log2,
        Count,
    }

    private readonly Rule _rule;
    private readonly int _count;

    private TreeFeatures(Rule rule, int count = 0) => (_rule, _count) = (rule, count);

    /// <summary>All of them, "all".</summary>
    public static TreeFeatures All => default;

    /// <summary>The square root of their number, rounded down, "sqrt".</summary>
    public static TreeFeatures SquareRoot => new(Rule.SquareRoot);

    /// <summary>The binary logarithm of their number, rounded down, "log2".</summary>
    public static TreeFeatures Log2 => new(Rule.Log2);

    /// <summary>A fixed number of at least 1.</summary>
    public static TreeFeatures Of(int count) => new(Rule.Count, count);

    /// <summary>"all", "sqrt", "log2" or the number.</summary>
    public override string ToString() => _rule switch
    {
        Rule.All => "all",
        Rule.SquareRoot => "sqrt",
        Rule.Log2 => "log2",
        _ => _count.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    internal bool IsUsable => _rule != Rule.Count || _count >= 1;

    internal int Resolve(int columns) => _rule switch
    {
        Rule.All => columns,
        Rule.SquareRoot => Math.Max(1, (int)Math.Sqrt(columns)),
        Rule.Log2 => Math.Max(1, (int)Math.Log2(columns)),
        _ => Math.Min(_count, columns),
    };
}
