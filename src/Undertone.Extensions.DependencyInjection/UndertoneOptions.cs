using Undertone.Recognition.Inference;

namespace Undertone.Extensions.DependencyInjection;

/// <summary>Which model a service answers with, and how. Checked when the service starts, and before the model is loaded.</summary>
public sealed class UndertoneOptions
{
    /// <summary>The name of a built-in model, or the path of a <c>.undertone</c> file. Default <c>base</c>.</summary>
    public string Model { get; set; } = EmotionRecognizer.DefaultModel;

    /// <summary>Whether another model is loaded when the file of <see cref="Model"/> changes. Default true.</summary>
    public bool ReloadOnChange { get; set; } = true;

    /// <summary>
    /// How often the file is looked at, 10 ms to a day. A changed file is loaded once it has stayed the same from one look to the next.
    /// Default 2 s.
    /// </summary>
    public TimeSpan ReloadInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How many answers are worked on at a time by the forms that can wait, at least 1; the others wait their turn. Null, the default, for
    /// one a processor. Memory grows with it, answers do not depend on it.
    /// </summary>
    public int? MaxConcurrency { get; set; }
}
