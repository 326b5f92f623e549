using System.Text.Json.Nodes;

namespace Undertone.Learning.Neural.Optimizers;

/// <summary>
/// The optimiser and its numbers. The rules and defaults are PyTorch's; weight decay applies to kernels, not to biases and scales.
/// </summary>
public sealed record OptimizerOptions
{
    /// <summary>The rule; Adam by default.</summary>
    public OptimizerKind Kind { get; init; } = OptimizerKind.Adam;

    /// <summary>Step size before the schedule; 0.001 by default.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Adam's decay of the mean gradient; 0.9 by default.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Adam's decay of the mean squared gradient; 0.999 by default.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the mean squared gradient; 1e-8 by default (Keras has 1e-7).</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Momentum of SGD and RMSprop; 0 by default.</summary>
    public double Momentum { get; init; }

    /// <summary>Nesterov's momentum for SGD; off by default.</summary>
    public bool Nesterov { get; init; }

    /// <summary>RMSprop's decay of the mean squared gradient; 0.99 by default (Keras has 0.9).</summary>
    public double Rho { get; init; } = 0.99;

    /// <summary>Weight decay; 0 by default, 0.01 is usual with AdamW.</summary>
    public double WeightDecay { get; init; }

    /// <summary>
    /// Reads <c>{ "type": "adam", "learningRate": 0.001 }</c>; the other keys are the properties' names with a small first letter.
    /// </summary>
    /// <param name="node">The object.</param>
    /// <param name="path">Its place, for exceptions.</param>
    /// <exception cref="NetworkSpecException">A key or value is wrong.</exception>
    public static OptimizerOptions FromJson(JsonNode? node, string path)
    {
        var spec = new SpecReader(node, path);
        var type = spec.Choice("type", "adam", "adam", "adamw", "sgd", "rmsprop");
        var kind = type switch
        {
            "adamw" => OptimizerKind.AdamW,
            "sgd" => OptimizerKind.Sgd,
            "rmsprop" => OptimizerKind.RmsProp,
            _ => OptimizerKind.Adam,
        };
        var defaults = new OptimizerOptions { Kind = kind };
        var adam = type is "adam" or "adamw";
        double Read(string key, double fallback, double maximum) => spec.Number(key, fallback, 0, maximum);
        var options = defaults with
        {
            LearningRate = Read("learningRate", defaults.LearningRate, 1000),
            WeightDecay = Read("weightDecay", 0, 1000),
            Beta1 = adam ? Read("beta1", defaults.Beta1, 0.99999999) : defaults.Beta1,
            Beta2 = adam ? Read("beta2", defaults.Beta2, 0.99999999) : defaults.Beta2,
            Epsilon = type == "sgd" ? defaults.Epsilon : Read("epsilon", defaults.Epsilon, 1),
            Momentum = adam ? 0 : Read("momentum", 0, 0.99999999),
            Nesterov = type == "sgd" && spec.Flag("nesterov", false),
            Rho = type == "rmsprop" ? Read("rho", defaults.Rho, 0.99999999) : defaults.Rho,
        };
        spec.Finish();
        if (options.LearningRate == 0) throw spec.Refuse("learningRate", "a number above 0 and up to 1000");
        if (options.Nesterov && options.Momentum == 0) throw spec.Refuse("momentum", "above 0 for Nesterov's rule");
        return options;
    }

    /// <summary>Throws <see cref="ArgumentException"/> where a value is out of range.</summary>
    public void Validate()
    {
        Require(LearningRate is > 0 and <= 1000, nameof(LearningRate), LearningRate, "above 0");
        Require(Beta1 is >= 0 and < 1, nameof(Beta1), Beta1, "from 0 to below 1");
        Require(Beta2 is >= 0 and < 1, nameof(Beta2), Beta2, "from 0 to below 1");
        Require(Epsilon is >= 0 and <= 1, nameof(Epsilon), Epsilon, "from 0 to 1");
        Require(Momentum is >= 0 and < 1, nameof(Momentum), Momentum, "from 0 to below 1");
        Require(Rho is >= 0 and < 1, nameof(Rho), Rho, "from 0 to below 1");
        Require(WeightDecay is >= 0 and <= 1000, nameof(WeightDecay), WeightDecay, "at least 0");
        Require(!Nesterov || Momentum > 0, nameof(Momentum), Momentum, "above 0 for Nesterov's rule");
    }

    private static void Require(bool holds, string name, double value, string range)
    {
        if (!holds) throw new ArgumentException($"{name} is {value}; it must be {range}.");
    }
}
