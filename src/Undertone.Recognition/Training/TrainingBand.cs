using Undertone.Recognition.Corpora;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Training;

/// <summary>
/// The band that nearly all of the data has: what lies above it would tell a model which recordings are which, and nothing of the voice.
/// </summary>
internal static class TrainingBand
{
    // Filters fall slowly, and not two alike.
    private const double Margin = 0.95;

    private const double StepHz = 100;

    /// <summary>The recipe with the band of this data, where it asks for that.</summary>
    public static Recipe Settle(Recipe recipe, IReadOnlyList<Utterance> utterances)
    {
        if (recipe.Fusion is { } fusion && Settle(fusion.Recipe, utterances) is var second && second != fusion.Recipe)
            recipe = recipe.FusedWith(second);
        if (!recipe.Hearing.IsBandOfData) return recipe;
        var highest = HearingPlan.HighestHz(recipe.SampleRateHz);
        var ofData = Margin * (Bandwidths.ReachedByNearlyAll(utterances) ?? double.MaxValue);
        return recipe.WithBand(Math.Max(StepHz, Math.Floor(Math.Min(highest, ofData) / StepHz) * StepHz));
    }
}
