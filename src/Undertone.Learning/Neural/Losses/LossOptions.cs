using System.Text.Json.Nodes;

namespace Undertone.Learning.Neural.Losses;

/// <summary>What training makes small: cross-entropy, with focusing (Lin and others 2017) and label smoothing where asked for.</summary>
public sealed record LossOptions
{
    /// <summary>
    /// Exponent of the focal loss: easy samples count less, (1 - p)^gamma. 0 by default, which is plain cross-entropy; 2 is usual.
    /// </summary>
    public double FocalGamma { get; init; }

    /// <summary>Share of every target that is spread evenly over all classes, from 0 (the default) to below 1; 0.1 is usual.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Reads <c>{ "type": "cross-entropy" | "focal", "gamma": 2, "labelSmoothing": 0.1 }</c>.</summary>
    /// <param name="node">The object.</param>
    /// <param name="path">Its place, for exceptions.</param>
    /// <exception cref="NetworkSpecException">A key or value is wrong.</exception>
    public static LossOptions FromJson(JsonNode? node, string path)
    {
        var spec = new SpecReader(node, path);
        var type = spec.Choice("type", "cross-entropy", "cross-entropy", "focal");
        var options = new LossOptions
        {
            FocalGamma = type == "focal" ? spec.Single("gamma", 2, 0, 10) : 0,
            LabelSmoothing = spec.Single("labelSmoothing", 0, 0, 0.999),
        };
        spec.Finish();
        return options;
    }

    /// <summary>Throws <see cref="ArgumentException"/> where a value is out of range.</summary>
    public void Validate()
    {
        if (!(FocalGamma is >= 0 and <= 10)) throw new ArgumentException($"FocalGamma is {FocalGamma}; it must lie from 0 to 10.");
        if (!(LabelSmoothing is >= 0 and < 1))
            throw new ArgumentException($"LabelSmoothing is {LabelSmoothing}; it must lie from 0 to below 1.");
    }
}
