namespace Undertone.Learning.Preprocessing;

/// <summary>Leaves rows as they are (the kind "none").</summary>
public sealed class NoScaler : IScaler
{
    /// <summary>Creates it for a number of columns.</summary>
    /// <param name="columns">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="columns"/> is below 1.</exception>
    public NoScaler(int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        var scale = new double[columns];
        Array.Fill(scale, 1);
        (Columns, Offset, Scale) = (columns, new double[columns], scale);
    }

    /// <inheritdoc/>
    public string Kind => "none";

    /// <inheritdoc/>
    public int Columns { get; }

    /// <summary>0 for each column.</summary>
    public IReadOnlyList<double> Offset { get; }

    /// <summary>1 for each column.</summary>
    public IReadOnlyList<double> Scale { get; }

    /// <inheritdoc/>
    public void Transform(Span<float> rows) => AffineColumns.CheckRows(rows.Length, Columns);
}
