using Undertone.Learning.Preprocessing;

namespace Undertone.Recognition.Inference.Bundle;

/// <summary>The scalers of two models whose inputs lie one behind the other.</summary>
internal sealed class FusedScaler(IScaler first, IScaler second) : IScaler
{
    public const string Word = "fused";

    public string Kind => Word;

    public int Columns => first.Columns + second.Columns;

    public IReadOnlyList<double> Offset { get; } = [.. first.Offset, .. second.Offset];

    public IReadOnlyList<double> Scale { get; } = [.. first.Scale, .. second.Scale];

    /// <summary>The scaler of the first model.</summary>
    public IScaler First => first;

    /// <summary>The scaler of the second model.</summary>
    public IScaler Second => second;

    /// <summary>Scales one input in place.</summary>
    public void Transform(Span<float> rows)
    {
        first.Transform(rows[..first.Columns]);
        second.Transform(rows[first.Columns..]);
    }
}
