using System.Text.Json.Nodes;

namespace Undertone.Recognition.Recipes;

/// <summary>What a recipe's model learns to answer: the emotion, numbers on dimensions such as arousal, or both.</summary>
/// <param name="Emotion">Whether it tells emotions apart.</param>
/// <param name="Dimensions">The dimensions, in the order of the answers, as the data names them; empty for none.</param>
public sealed record TargetPlan(bool Emotion, IReadOnlyList<string> Dimensions)
{
    /// <summary>The word for the emotion in the list of targets.</summary>
    public const string EmotionWord = "emotion";

    internal const string Key = "targets";

    private static readonly TargetPlan Default = new(true, []);

    internal static TargetPlan Parse(RecipeObject root)
    {
        if (!root.Has(Key)) return Default;
        var place = root.PlaceOf(Key);
        var words = root.Json[Key] is JsonValue
            ? root.Text(Key).Split(',', StringSplitOptions.TrimEntries)
            : Words(root.Array(Key), place);
        var bad = Array.FindIndex(
            words, w => w.Length == 0 || w.Contains(',', StringComparison.Ordinal) || w.Any(char.IsUpper) || w != w.Trim());
        if (bad >= 0)
        {
            throw new RecipeException(
                place, $"'{words[bad]}' names no target: write \"emotion\", or a dimension in lower case as the data "
                + "has it, such as \"arousal\".");
        }

        if (words.Length == 0)
            throw new RecipeException(place, "there is none: write \"emotion\", dimensions such as \"arousal\", or both.");
        if (words.Distinct(StringComparer.Ordinal).Count() < words.Length) throw new RecipeException(place, "a target stands there twice.");
        return new TargetPlan(words.Contains(EmotionWord), [.. words.Where(w => w != EmotionWord)]);
    }

    /// <summary>Refuses what cannot be learnt by a model, or does not go with a training.</summary>
    internal void Check(ModelPlan model, TrainingPlan training, FusionPlan? fusion)
    {
        if (Emotion) Refuse(model.LearnsNumbersAlone, Key, $"the model {model.Kind} tells no emotions apart; name dimensions.");
        if (Dimensions.Count > 0)
        {
            Refuse(
                !model.LearnsNumbers, Key,
                $"the model {model.Kind} gives no numbers; these do: {string.Join(", ", ModelPlan.OfNumbers)}.");
            Refuse(fusion is not null, FusionPlan.Key, "models of emotions alone are fused; leave the dimensions out of targets.");
        }

        if (Emotion) return;
        const string None = "it is for emotions, and targets has none.";
        Refuse(training.BalancedClassWeights, "training.classWeights", None);
        Refuse(training.Sampling is not (SamplingMode.None or SamplingMode.BalancedCorpora), "training.sampling", None);
        Refuse(training.MaskMissingLabels, "training.maskMissingLabels", None);
        Refuse(training.LearnsVotes, "training.labels", None);
        Refuse(training.Distillation is not null, "training.distillation", None);
        Refuse(training.Voices, "training.voices", None);
    }

    private static string[] Words(JsonArray list, string place) =>
    [
        .. list.Select(n => n is JsonValue value && value.TryGetValue<string>(out var word)
            ? word
            : throw new RecipeException(place, "expected a list of words such as [\"emotion\", \"arousal\"].")),
    ];

    private static void Refuse(bool wrong, string place, string fault)
    {
        if (wrong) throw new RecipeException(place, fault);
    }
}
