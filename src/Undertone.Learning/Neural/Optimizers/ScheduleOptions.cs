using System.Text.Json.Nodes;

namespace Undertone.Learning.Neural.Optimizers;

/// <summary>How the learning rate moves during training.</summary>
public sealed record ScheduleOptions
{
    /// <summary>The course; constant by default.</summary>
    public ScheduleKind Kind { get; init; } = ScheduleKind.Constant;

    /// <summary>
    /// Epochs over which the rate first rises in a straight line from 0; 0 by default. Not for one-cycle, which has its own rise.
    /// </summary>
    public double WarmupEpochs { get; init; }

    /// <summary>Factor of step and reduce-on-plateau; 0.1 by default.</summary>
    public double Factor { get; init; } = 0.1;

    /// <summary>Epochs between two steps; 10 by default.</summary>
    public int StepEpochs { get; init; } = 10;

    /// <summary>Epochs without a better figure before the rate falls; 10 by default.</summary>
    public int PatienceEpochs { get; init; } = 10;

    /// <summary>Share of the rate at the end of a cosine; 0 by default.</summary>
    public double FinalShare { get; init; }

    /// <summary>Share of the steps in which one-cycle rises; 0.3 by default.</summary>
    public double RiseShare { get; init; } = 0.3;

    /// <summary>
    /// Reads <c>{ "type": "constant" | "step" | "cosine" | "one-cycle" | "reduce-on-plateau", ... }</c>; the other keys are the properties'
    /// names with a small first letter.
    /// </summary>
    /// <param name="node">The object.</param>
    /// <param name="path">Its place, for exceptions.</param>
    /// <exception cref="NetworkSpecException">A key or value is wrong.</exception>
    public static ScheduleOptions FromJson(JsonNode? node, string path)
    {
        var spec = new SpecReader(node, path);
        var kind = spec.Choice("type", "constant", "constant", "step", "cosine", "one-cycle", "reduce-on-plateau") switch
        {
            "step" => ScheduleKind.Step,
            "cosine" => ScheduleKind.Cosine,
            "one-cycle" => ScheduleKind.OneCycle,
            "reduce-on-plateau" => ScheduleKind.ReduceOnPlateau,
            _ => ScheduleKind.Constant,
        };
        var options = new ScheduleOptions { Kind = kind };
        if (kind != ScheduleKind.OneCycle) options = options with { WarmupEpochs = spec.Number("warmupEpochs", 0, 0, 1e6) };
        if (kind is ScheduleKind.Step or ScheduleKind.ReduceOnPlateau)
            options = options with { Factor = spec.Number("factor", options.Factor, 1e-9, 1) };
        if (kind == ScheduleKind.Step) options = options with { StepEpochs = spec.WholeNumber("stepEpochs", options.StepEpochs, 1) };
        if (kind == ScheduleKind.ReduceOnPlateau)
            options = options with { PatienceEpochs = spec.WholeNumber("patienceEpochs", options.PatienceEpochs, 0) };
        if (kind == ScheduleKind.Cosine) options = options with { FinalShare = spec.Number("finalShare", 0, 0, 1) };
        if (kind == ScheduleKind.OneCycle) options = options with { RiseShare = spec.Number("riseShare", options.RiseShare, 0.001, 0.999) };
        spec.Finish();
        return options;
    }

    /// <summary>Throws <see cref="ArgumentException"/> where a value is out of range.</summary>
    public void Validate()
    {
        if (!(WarmupEpochs >= 0 && double.IsFinite(WarmupEpochs)))
            throw new ArgumentException($"WarmupEpochs is {WarmupEpochs}; it must be at least 0.");
        if (!(Factor is > 0 and <= 1)) throw new ArgumentException($"Factor is {Factor}; it must lie above 0 and up to 1.");
        if (StepEpochs < 1) throw new ArgumentException($"StepEpochs is {StepEpochs}; it must be at least 1.");
        if (PatienceEpochs < 0) throw new ArgumentException($"PatienceEpochs is {PatienceEpochs}; it must be at least 0.");
        if (!(FinalShare is >= 0 and <= 1)) throw new ArgumentException($"FinalShare is {FinalShare}; it must lie from 0 to 1.");
        if (!(RiseShare is > 0 and < 1)) throw new ArgumentException($"RiseShare is {RiseShare}; it must lie between 0 and 1.");
    }

    /// <summary>Factor on the learning rate for a step, counted from 0; the plateau's factor is the caller's.</summary>
    internal double Share(long step, long stepsPerEpoch, long totalSteps)
    {
        if (Kind == ScheduleKind.OneCycle) return OneCycleShare(step, totalSteps);
        var warmup = (long)Math.Round(WarmupEpochs * stepsPerEpoch);
        if (step < warmup) return (step + 1.0) / (warmup + 1);
        switch (Kind)
        {
            case ScheduleKind.Step:
                return Math.Pow(Factor, step / stepsPerEpoch / StepEpochs);
            case ScheduleKind.Cosine:
                var way = totalSteps <= warmup ? 1 : Math.Min(1, (step - warmup) / (double)(totalSteps - warmup));
                return FinalShare + (1 - FinalShare) * (1 + Math.Cos(Math.PI * way)) / 2;
            default:
                return 1;
        }
    }

    private double OneCycleShare(long step, long totalSteps)
    {
        const double Start = 1 / 25.0;
        const double End = Start / 1e4;
        var top = RiseShare * totalSteps - 1;
        if (step <= top || totalSteps < 2) return Between(Start, 1, top <= 0 ? 1 : step / top);
        return Between(1, End, Math.Min(1, (step - top) / (totalSteps - 1 - top)));

        static double Between(double from, double to, double way) => to + (from - to) / 2 * (1 + Math.Cos(Math.PI * way));
    }
}
