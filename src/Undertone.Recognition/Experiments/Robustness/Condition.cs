using Undertone.Sound.Audio;

namespace Undertone.Recognition.Experiments.Robustness;

/// <summary>Something that happens to speech between a mouth and a model.</summary>
/// <param name="Name">Its name in files.</param>
/// <param name="Title">It in words.</param>
/// <param name="Apply">Makes the clip that the model hears.</param>
internal sealed record Condition(string Name, string Title, Func<TestedClip, AudioClip> Apply)
{
    /// <summary>Why it cannot be tried here, as a clause; null where it can.</summary>
    public string? Missing { get; init; }
}
