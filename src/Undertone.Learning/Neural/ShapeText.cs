namespace Undertone.Learning.Neural;

/// <summary>Shapes as text: [time, 40].</summary>
internal static class ShapeText
{
    /// <summary>A sample's shape; -1 is "time".</summary>
    public static string Of(ReadOnlySpan<int> shape)
    {
        var parts = new string[shape.Length];
        for (var i = 0; i < shape.Length; i++)
            parts[i] = shape[i] < 0 ? "time" : shape[i].ToString(System.Globalization.CultureInfo.InvariantCulture);
        return "[" + string.Join(", ", parts) + "]";
    }
}

/// <summary>A layer does not fit the shape before it; the network adds the place.</summary>
#pragma warning disable CA1032, CA1064 // never leaves the assembly: Network.Create turns it into a NetworkSpecException
internal sealed class LayerShapeException(string message) : Exception(message);
#pragma warning restore CA1032, CA1064
