namespace Undertone.Recognition.Pictures;

/// <summary>A line of a chart.</summary>
/// <param name="Label">What stands at its end.</param>
/// <param name="Style">The classes of its colour and its dash, such as <c>c1 dash</c>.</param>
/// <param name="Values">One value for each place of the x axis; what is not finite leaves a gap.</param>
internal sealed record ChartLine(string Label, string Style, IReadOnlyList<double> Values)
{
    /// <summary>Thin lines behind it that it is the mean of. Default none.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Parts { get; init; } = [];
}
