using Undertone.Learning.Graphs;
using Undertone.Recognition.Hearing;
using Undertone.Recognition.Recipes;
using Undertone.Sound.Effects;

namespace Undertone.Recognition.Export;

/// <summary>
/// What a recipe hears of a clip, as far as it can be said in the operators of a graph: without offset, and brought to one level. The
/// filters, which remember all that was, are their responses up to where nothing is left.
/// </summary>
internal static class HearingGraph
{
    // What a filter has forgotten: 160 dB.
    private const double Forgotten = 1e-8;

    private static readonly double PerDecibel = Math.Log(10) / 10;

    /// <summary>Adds what is done to samples before the features.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="samples">Samples at the recipe's rate, [batch, samples].</param>
    /// <param name="hearing">How the recipe hears.</param>
    /// <param name="sampleRateHz">The recipe's rate.</param>
    /// <exception cref="NotSupportedException">Something of it has no graph; the message names it.</exception>
    public static string Add(Graph graph, string samples, HearingPlan hearing, int sampleRateHz)
    {
        Refuse(hearing, sampleRateHz);
        graph.Scope = "hearing";
        if (hearing.RemoveOffset) samples = WithoutOffset(graph, samples, sampleRateHz);
        return hearing.BringToLevel ? Leveled(graph, samples, sampleRateHz) : samples;
    }

    private static void Refuse(HearingPlan hearing, int sampleRateHz)
    {
        List<string> needed = [];
        if (hearing.BandHz < sampleRateHz / 2.0) needed.Add("hearing.band=whole");
        if (hearing.PickSpeech) needed.Add("hearing.speech=whole");
        if (hearing.Dither > 0) needed.Add("hearing.dither=0");
        if (needed.Count > 0)
        {
            throw new NotSupportedException(
                "what its recipe does to a clip before the features has no graph, and without it the answers would be others. Write it "
                + $"without the features, or train it with {string.Join(", ", needed)}.");
        }
    }

    /// <summary>The high-pass of <see cref="HighPass"/>: the first sample counts as the offset that was there before.</summary>
    private static string WithoutOffset(Graph graph, string samples, int sampleRateHz)
    {
        var first = graph.Add("Slice", [samples, graph.Integers(0), graph.Integers(1), graph.Integers(1)]);
        return Filtered(graph, graph.Add("Sub", [samples, first]), "high_pass", HighPass.Response(sampleRateHz, Forgotten));
    }

    /// <summary>The samples at <see cref="HearingPlan.LevelDb"/>, as <see cref="ActiveLevel.OfDb"/> measures it; silence stays.</summary>
    private static string Leveled(Graph graph, string samples, int sampleRateHz)
    {
        var energy = graph.Sum(graph.Add("Mul", [samples, samples]), true, 1);
        var level = LevelDb(graph, samples, energy, sampleRateHz);
        var difference = graph.Add("Sub", [graph.Scalar(HearingPlan.LevelDb), level]);
        var gain = graph.Add("Exp", [graph.Add("Mul", [difference, graph.Scalar(PerDecibel / 2)])]);
        var sounds = graph.Add("Greater", [energy, graph.Scalar(0)]);
        return graph.Add("Mul", [samples, graph.Add("Where", [sounds, gain, graph.Scalar(1)])]);
    }

    private static string LevelDb(Graph graph, string samples, string energy, int sampleRateHz)
    {
        var step = Math.Max(1, (int)(ActiveLevel.StepSeconds * sampleRateHz));
        var hangover = (long)(ActiveLevel.HangoverSeconds / ActiveLevel.StepSeconds);
        var envelope = Filtered(graph, graph.Add("Abs", [samples]), "envelope", Envelope(sampleRateHz));
        var peaks = Largest(graph, graph.Add("Unsqueeze", [envelope, graph.Integers(1)]), step, step, 0, step - 1);
        var held = graph.Add("Squeeze", [Largest(graph, peaks, hangover + 1, 1, hangover, 0), graph.Integers(1)]);
        var count = graph.Add("Gather", [graph.Add("Shape", [held]), graph.Integers(1)]);
        var falling = graph.Add("TopK", "", 2, [held, count], ("axis", -1L))[0];

        // The level where so many of the loudest steps are active, and how far it lies above the threshold that makes them so.
        var end = graph.Add("Squeeze", [count, graph.Integers(0)]);
        var numbers = graph.Add("Range", [graph.Integer(0), end, graph.Integer(1)]);
        var places = graph.Add("Add", [numbers, graph.Integer(1)]);
        var steps = graph.Add("Mul", [graph.Cast(places, GraphType.Single), graph.Scalar(step)]);
        var levels = Decibels(graph, graph.Add("Div", [energy, steps]), 1);
        var thresholds = graph.Add("Add", [Decibels(graph, falling, 2), graph.Scalar(ActiveLevel.MarginDb)]);
        var excess = graph.Add("Sub", [levels, thresholds]);

        // The last step where it lies no more above; between it and the next one the level is where both meet.
        var low = graph.Cast(graph.Add("LessOrEqual", [excess, graph.Scalar(0)]), GraphType.Integer);
        var place = graph.Reduce("ReduceMax", graph.Add("Mul", [low, places]), true, 1);
        var last = graph.Add("Sub", [count, graph.Integer(1)]);
        var behind = graph.Add("Min", [place, last]);
        var before = graph.Add("Max", [graph.Add("Sub", [place, graph.Integer(1)]), graph.Integer(0)]);
        var (level, next) = (At(levels, before), At(levels, behind));
        var (under, over) = (At(excess, before), At(excess, behind));
        var share = graph.Add("Div", [over, graph.Add("Sub", [over, under])]);
        var between = graph.Add("Add", [next, graph.Add("Mul", [share, graph.Add("Sub", [level, next])])]);
        var finite = graph.Add("Less", [over, graph.Scalar(float.MaxValue)]);
        var found = graph.Add("And", [graph.Add("Greater", [place, graph.Integer(0)]), graph.Add("LessOrEqual", [place, last])]);
        var whole = graph.Add("Gather", [levels, last], ("axis", 1L));
        return graph.Add("Where", [found, graph.Add("Where", [finite, between, level]), whole]);

        string At(string values, string index) => graph.Add("GatherElements", [values, index], ("axis", 1L));
    }

    /// <summary>Factor times 10 log10.</summary>
    private static string Decibels(Graph graph, string x, double factor) =>
        graph.Add("Mul", [graph.Add("Log", [x]), graph.Scalar(factor / PerDecibel)]);

    private static string Largest(Graph graph, string x, long size, long stride, long before, long behind) => graph.Add(
        "MaxPool", [x], ("kernel_shape", new[] { size }), ("pads", new[] { before, behind }), ("strides", new[] { stride }));

    /// <summary>Samples [batch, samples] through a filter of a response.</summary>
    private static string Filtered(Graph graph, string samples, string name, float[] response)
    {
        Array.Reverse(response);
        var kernel = graph.Constant(name, response, 1, 1, response.Length);
        var filtered = graph.Add(
            "Conv", [graph.Add("Unsqueeze", [samples, graph.Integers(1)]), kernel],
            ("kernel_shape", new[] { (long)response.Length }), ("pads", new[] { response.Length - 1L, 0 }));
        return graph.Add("Squeeze", [filtered, graph.Integers(1)]);
    }

    /// <summary>The response of the envelope: two smoothers, one behind the other.</summary>
    private static float[] Envelope(int sampleRateHz)
    {
        var keep = Math.Exp(-1 / (ActiveLevel.EnvelopeSeconds * sampleRateHz));
        var response = new List<float>();
        for (var (n, power) = (1, 1.0); (1 - keep) * n * power > Forgotten; n++, power *= keep)
            response.Add((float)((1 - keep) * (1 - keep) * n * power));
        return [.. response];
    }
}
