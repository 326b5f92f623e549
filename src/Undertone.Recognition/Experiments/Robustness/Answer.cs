namespace Undertone.Recognition.Experiments.Robustness;

/// <summary>What a model said of one clip.</summary>
/// <param name="Label">The place of its label; -1 where it found no speech.</param>
/// <param name="Uncertain">Whether it marked the answer as uncertain.</param>
internal readonly record struct Answer(int Label, bool Uncertain)
{
    /// <summary>Whether it found speech.</summary>
    public bool IsThere => Label >= 0;
}
