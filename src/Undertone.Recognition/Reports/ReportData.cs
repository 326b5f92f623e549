using Undertone.Recognition.Evaluation;

namespace Undertone.Recognition.Reports;

/// <summary>What a report tells.</summary>
public sealed record ReportData
{
    /// <summary>What was tested: the model's or the recipe's name.</summary>
    public required string Title { get; init; }

    /// <summary>The scores.</summary>
    public required EvaluationResult Evaluation { get; init; }

    /// <summary>How the trainings went, one for each fold. Default none.</summary>
    public IReadOnlyList<LearningCurve> Curves { get; init; } = [];

    /// <summary>The recipe as JSON text, or null where the report is not of a training run.</summary>
    public string? RecipeJson { get; init; }

    /// <summary>The version of Undertone that computed the scores. Default: this one.</summary>
    public string PackageVersion { get; init; } = Files.PackageVersion.Text;

    /// <summary>What it was computed on, or null to leave it out. Default null.</summary>
    public MachineFacts? Machine { get; init; }

    /// <summary>What a reader should know besides: files that were left out, for example. Default none.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Sections that stand after the scores, such as how settings were chosen. Default none.</summary>
    internal IReadOnlyList<ReportSection> Sections { get; init; } = [];

    /// <summary>How many of the most confident mistakes are shown. Default 20.</summary>
    public int Mistakes { get; init; } = 20;

    /// <summary>
    /// Whether the audio of mistakes goes into the page (16 kHz, 16 bits), so that they can be listened to: of those that are shown, and of
    /// others by their confidence up to ten minutes of audio in all. Default false: speech is personal data.
    /// </summary>
    public bool EmbedAudio { get; init; }
}
