using System.Text;

namespace Undertone.Recognition.Pictures;

/// <summary>A rectangle of an SVG picture with two axes. Colours come from the classes of <see cref="Sheet.Style"/>.</summary>
/// <param name="svg">The picture.</param>
/// <param name="frame">Where it stands.</param>
/// <param name="x">From left to right.</param>
/// <param name="y">From the bottom up.</param>
internal sealed class Panel(MarkupWriter svg, Frame frame, Axis x, Axis y)
{
    private const double TickLength = 4;

    // Names closer than this would overprint one another: the tick stays, its name goes.
    private const double LineHeight = 12;

    private double X(double value) => frame.Left + (frame.Width * x.Place(value));

    private double Y(double value) => frame.Top + (frame.Height * (1 - y.Place(value)));

    /// <summary>Frame, ticks and the names of the axes; drawn after the content.</summary>
    /// <param name="yLabelRoom">How far left of the frame the name of the y axis stands.</param>
    /// <param name="labelX">Whether the x axis is written, or shared with a panel below.</param>
    public void DrawAxes(double yLabelRoom = 46, bool labelX = true)
    {
        svg.Empty("rect", ("class", "frame"), ("x", frame.Left), ("y", frame.Top), ("width", frame.Width), ("height", frame.Height));
        var bottom = frame.Top + frame.Height;
        var free = double.NegativeInfinity;
        foreach (var tick in x.Ticks)
        {
            var (at, half) = (X(tick.Value), TextWidth.Of(tick.Label) / 2);
            svg.Empty("line", ("class", "tick"), ("x1", at), ("x2", at), ("y1", bottom), ("y2", bottom + TickLength));
            if (!labelX || at - half < free) continue;
            svg.Element("text", tick.Label, ("class", "label x"), ("x", at), ("y", bottom + 17));
            free = at + half + 4;
        }

        var last = double.PositiveInfinity;
        foreach (var tick in y.Ticks)
        {
            var at = Y(tick.Value);
            svg.Empty("line", ("class", "tick"), ("x1", frame.Left - TickLength), ("x2", frame.Left), ("y1", at), ("y2", at));
            if (last - at < LineHeight) continue;
            svg.Element("text", tick.Label, ("class", "label y"), ("x", frame.Left - 7), ("y", at + 4));
            last = at;
        }

        if (labelX && x.Label.Length > 0)
            svg.Element("text", x.Label, ("class", "label x"), ("x", frame.Left + (frame.Width / 2)), ("y", bottom + 34));
        if (y.Label.Length == 0) return;
        var (nameX, nameY) = (MarkupWriter.Number(frame.Left - yLabelRoom), MarkupWriter.Number(frame.Top + (frame.Height / 2)));
        svg.Element("text", y.Label, ("class", "label x"), ("transform", $"translate({nameX} {nameY}) rotate(-90)"));
    }

    /// <summary>Thin lines at the ticks of the y axis; drawn before the content.</summary>
    public void DrawGrid()
    {
        foreach (var tick in y.Ticks)
        {
            svg.Empty(
                "line", ("class", "grid"), ("x1", frame.Left), ("x2", frame.Left + frame.Width), ("y1", Y(tick.Value)),
                ("y2", Y(tick.Value)));
        }
    }

    /// <summary>
    /// An image whose left and right edges stand at two values of the x axis; it fills the height, and what juts out is cut off.
    /// </summary>
    public void DrawImage(string uri, double xFrom, double xTo)
    {
        svg.Open("svg", ("x", frame.Left), ("y", frame.Top), ("width", frame.Width), ("height", frame.Height), ("overflow", "hidden"));
        svg.Empty(
            "image", ("href", uri), ("x", X(xFrom) - frame.Left), ("y", 0), ("width", X(xTo) - X(xFrom)), ("height", frame.Height),
            ("preserveAspectRatio", "none"), ("style", "image-rendering:pixelated"));
        svg.Close();
    }

    /// <summary>A bar between two values of both axes, with a text for those who point at it.</summary>
    public void DrawBar(double xFrom, double xTo, double yFrom, double yTo, string style, string? text = null)
    {
        svg.Open(
            "rect", ("class", style), ("x", X(xFrom)), ("y", Y(Math.Max(yFrom, yTo))), ("width", X(xTo) - X(xFrom)),
            ("height", Math.Abs(Y(yFrom) - Y(yTo))));
        if (text is not null) svg.Element("title", text);
        svg.Close();
    }

    /// <summary>A point, told from others by its form.</summary>
    public void DrawPoint(double xValue, double yValue, int form, double radius, string style, string? text = null) =>
        Marker.Draw(svg, form, X(xValue), Y(yValue), radius, style, text);

    /// <summary>A line across at a value of the x axis, with its name above the frame.</summary>
    public void DrawRule(double value, string style, string name)
    {
        svg.Empty("line", ("class", style), ("x1", X(value)), ("x2", X(value)), ("y1", frame.Top), ("y2", frame.Top + frame.Height));
        svg.Element("text", name, ("class", "label x"), ("x", X(value)), ("y", frame.Top - 5));
    }

    /// <summary>A line through points; a value that is not finite leaves a gap.</summary>
    public void DrawLine(ReadOnlySpan<float> values, Func<int, double> xOf, string style = "line")
    {
        var path = new StringBuilder();
        var pen = false;
        for (var i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                pen = false;
                continue;
            }

            // A value between two gaps is drawn as a dot: a line of no length with round ends.
            path.Append(pen ? 'L' : 'M').Append(MarkupWriter.Number(X(xOf(i)))).Append(' ').Append(MarkupWriter.Number(Y(values[i])));
            if (!pen) path.Append("h0");
            pen = true;
        }

        svg.Empty("path", ("class", style), ("d", path.ToString()));
    }

    /// <summary>A waveform: where many samples share a pixel, the area between the smallest and the largest of them.</summary>
    public void DrawWaveform(ReadOnlySpan<float> samples, int sampleRateHz, double start = 0)
    {
        var columns = (int)frame.Width;
        if (samples.Length <= 2 * columns)
        {
            DrawLine(samples, i => start + ((double)i / sampleRateHz));
            return;
        }

        var path = new StringBuilder();
        var lows = new double[columns];
        for (var c = 0; c < columns; c++)
        {
            var part = samples[(int)((long)samples.Length * c / columns)..(int)((long)samples.Length * (c + 1) / columns)];
            var (low, high) = (part[0], part[0]);
            foreach (var v in part)
            {
                low = Math.Min(low, v);
                high = Math.Max(high, v);
            }

            lows[c] = Y(low);
            path.Append(c == 0 ? 'M' : 'L').Append(MarkupWriter.Number(frame.Left + c + 0.5)).Append(' ')
                .Append(MarkupWriter.Number(Y(high)));
        }

        for (var c = columns - 1; c >= 0; c--)
            path.Append('L').Append(MarkupWriter.Number(frame.Left + c + 0.5)).Append(' ').Append(MarkupWriter.Number(lows[c]));
        svg.Empty("path", ("class", "wave"), ("d", path.Append('Z').ToString()));
    }
}
