using System.Globalization;

namespace Undertone.Recognition.Pictures;

/// <summary>A mark on an axis.</summary>
/// <param name="Value">Where it stands, in the axis's own unit.</param>
/// <param name="Label">What stands beside it.</param>
internal readonly record struct Tick(double Value, string Label);

/// <summary>One axis of a picture: a range, how it is stretched, and its ticks.</summary>
internal sealed class Axis
{
    private readonly Func<double, double> _warp;
    private readonly double _start;
    private readonly double _span;

    private Axis(string label, double low, double high, Func<double, double> warp, IEnumerable<Tick> ticks)
    {
        (Label, Low, High, _warp) = (label, low, high, warp);
        _start = warp(low);
        _span = warp(high) - _start;
        Ticks = [.. ticks.Where(t => t.Value >= low - 1e-9 * Math.Abs(high - low) && t.Value <= high + 1e-9 * Math.Abs(high - low))];
    }

    /// <summary>What the axis shows, with its unit.</summary>
    public string Label { get; }

    /// <summary>The value at its start.</summary>
    public double Low { get; }

    /// <summary>The value at its end.</summary>
    public double High { get; }

    /// <summary>The marks within the range, from its start on.</summary>
    public IReadOnlyList<Tick> Ticks { get; }

    /// <summary>Where a value stands: 0 at the start, 1 at the end.</summary>
    public double Place(double value) => (_warp(value) - _start) / _span;

    /// <summary>The value at a place, 0 to 1, by halving.</summary>
    public double ValueAt(double place)
    {
        if (place <= 0) return Low;
        if (place >= 1) return High;
        var (low, high) = (Low, High);
        for (var i = 0; i < 50; i++)
        {
            var middle = (low + high) / 2;
            if (Place(middle) < place) low = middle;
            else high = middle;
        }

        return high;
    }

    /// <summary>An even axis with about <paramref name="about"/> round ticks; a range of nothing is widened.</summary>
    public static Axis Linear(string label, double low, double high, int about, string suffix = "")
    {
        if (!(high > low)) (low, high) = (low - 0.5, low + 0.5);
        return new Axis(label, low, high, v => v, RoundTicks(low, high, about, suffix));
    }

    /// <summary>An even axis of whole numbers, such as epochs: no tick stands between two of them.</summary>
    public static Axis Whole(string label, double low, double high, int about)
    {
        if (!(high > low)) (low, high) = (low - 0.5, low + 0.5);
        var step = Math.Max(1, RoundStep((high - low) / Math.Max(1, about)));
        // 2.5 is the one round step that is no whole number.
        if (step != Math.Floor(step)) step = 5;
        return new Axis(label, low, high, v => v, Every(low, high, step, "0", ""));
    }

    /// <summary>Both sides of 0, with a tick on either side at least.</summary>
    public static Axis AroundZero(string label, double reach, int about)
    {
        var step = RoundStep(2 * reach / Math.Max(1, about));
        while (step > reach) step = RoundStep(step / 2.6);
        return new Axis(label, -reach, reach, v => v, Every(-reach, reach, step, Format(step), ""));
    }

    /// <summary>Frequencies on an even axis; values are in Hz, whatever is written.</summary>
    public static Axis LinearHz(double lowHz, double highHz, bool kilohertz = false) => kilohertz
        ? new Axis(
            "kHz", lowHz, highHz, f => f,
            RoundTicks(lowHz / 1000, highHz / 1000, 6, "").Select(t => t with { Value = t.Value * 1000 }))
        : Linear("Hz", lowHz, highHz, 6);

    /// <summary>
    /// Frequencies in octaves, even below C2 (65.4 Hz): the symmetric-logarithmic axis of librosa.display's <c>y_axis="log"</c> (base 2,
    /// linscale 0.5).
    /// </summary>
    public static Axis LogHz(double lowHz, double highHz, bool kilohertz = false)
    {
        const double Knee = 65.40639132514966;
        return new Axis(
            Unit(kilohertz), lowHz, highHz, f => f <= Knee ? f / Knee : 1 + Math.Log2(f / Knee), Octaves(kilohertz ? 125 : 64, kilohertz));
    }

    /// <summary>
    /// Frequencies in mel, where the bands of a mel spectrogram are equally high; ticks as on librosa.display's <c>y_axis="mel"</c>.
    /// </summary>
    /// <param name="lowHz">The lowest frequency.</param>
    /// <param name="highHz">The highest frequency.</param>
    /// <param name="htk">HTK's formula in place of Slaney's (even below 1000 Hz, logarithmic above).</param>
    /// <param name="kilohertz">Whether kHz are written.</param>
    public static Axis MelHz(double lowHz, double highHz, bool htk = false, bool kilohertz = false) =>
        new(Unit(kilohertz), lowHz, highHz, f => ToMel(f, htk), Octaves(kilohertz ? 500 : 512, kilohertz));

    /// <summary>
    /// One place for each name, at 0, 1, 2, ..., with half a place of room at both ends; of many names only every n-th is written.
    /// </summary>
    public static Axis Names(string label, IReadOnlyList<string> names, int atMost)
    {
        var step = (names.Count + atMost - 1) / atMost;
        return new Axis(label, -0.5, names.Count - 0.5, v => v, names.Select((n, i) => new Tick(i, n)).Where(t => t.Value % step == 0));
    }

    private static double ToMel(double hz, bool htk) =>
        htk ? 2595 * Math.Log10(1 + hz / 700) : hz <= 1000 ? hz * 3 / 200 : 15 + 27 * Math.Log(hz / 1000) / Math.Log(6.4);

    private static string Unit(bool kilohertz) => kilohertz ? "kHz" : "Hz";

    private static IEnumerable<Tick> Octaves(double first, bool kilohertz)
    {
        yield return new Tick(0, "0");
        for (var hz = first; hz <= 1 << 20; hz *= 2)
            yield return new Tick(hz, (kilohertz ? hz / 1000 : hz).ToString("0.###", CultureInfo.InvariantCulture));
    }

    private static IEnumerable<Tick> RoundTicks(double low, double high, int about, string suffix)
    {
        var step = RoundStep((high - low) / Math.Max(1, about));
        return Every(low, high, step, Format(step), suffix);
    }

    /// <summary>As many digits as the step has.</summary>
    private static string Format(double step)
    {
        var leading = step / Math.Pow(10, Math.Floor(Math.Log10(step) + 1e-9));
        var digits = Math.Max(0, (int)Math.Ceiling(-Math.Log10(step) - 1e-9) + (leading is > 2.4 and < 2.6 ? 1 : 0));
        return digits is 0 or > 9 ? digits == 0 ? "0" : "G4" : "0." + new string('0', digits);
    }

    private static IEnumerable<Tick> Every(double low, double high, double step, string format, string suffix)
    {
        var first = (long)Math.Ceiling(low / step - 1e-9);
        for (var i = first; i * step <= high + 1e-9 * (high - low); i++)
        {
            var text = (i * step).ToString(format, CultureInfo.InvariantCulture).Replace('-', '\u2212');
            yield return new Tick(i * step, text + suffix);
        }
    }

    /// <summary>The smallest of 1, 2, 2.5, 5 times a power of ten that is at least <paramref name="raw"/>.</summary>
    private static double RoundStep(double raw)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        foreach (var factor in (ReadOnlySpan<double>)[1, 2, 2.5, 5])
        {
            if (factor * power >= raw * (1 - 1e-9)) return factor * power;
        }

        return 10 * power;
    }
}
