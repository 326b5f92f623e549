using System.Text.Json.Nodes;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Experiments.Robustness;

/// <summary>How a model's robustness is tested.</summary>
public sealed record RobustnessOptions
{
    /// <summary>A folder of noise recordings in any formats, or null for seeded pink noise.</summary>
    public string? Noise { get; init; }

    /// <summary>How many utterances are tried at most, drawn evenly over emotions and speakers; null for all.</summary>
    public int? MaxUtterances { get; init; }

    /// <summary>The seed of the draw, of noises and of rooms. Default 0.</summary>
    public int Seed { get; init; }

    internal JsonObject ToJson() => new()
    {
        ["noise"] = Noise is null ? null : Path.GetFullPath(Noise),
        ["maxUtterances"] = MaxUtterances,
        ["seed"] = Seed,
    };

    internal static RobustnessOptions FromJson(SavedJson json) => new()
    {
        Noise = json.TextOrNone("noise"),
        MaxUtterances = json.WholeNumberOrNone("maxUtterances"),
        Seed = json.WholeNumber("seed"),
    };

    /// <summary>Checks the options.</summary>
    /// <exception cref="ExperimentOptionException">An option cannot work.</exception>
    public void Validate()
    {
        if (Noise is not null && !Directory.Exists(Noise))
            throw new ExperimentOptionException(nameof(Noise), $"there is no folder '{Noise}': name one that holds noise recordings.");
        if (MaxUtterances is < 1)
            throw new ExperimentOptionException(nameof(MaxUtterances), $"{MaxUtterances} is too few: give 1 or more.");
    }
}
