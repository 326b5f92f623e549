namespace Undertone.Learning.Neural;

/// <summary>Small questions about spans.</summary>
internal static class SpanExtensions
{
    /// <summary>True where an element is infinite or not a number.</summary>
    public static bool ContainsAnyNotFinite(this Span<float> values)
    {
        foreach (var value in values)
        {
            if (!float.IsFinite(value)) return true;
        }

        return false;
    }
}
