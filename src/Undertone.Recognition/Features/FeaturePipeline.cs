using System.Globalization;
using Undertone.Recognition.Encoders;
using Undertone.Recognition.Hearing;
using Undertone.Recognition.Recipes;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Features;

/// <summary>
/// From a clip to what a recipe's model sees, unscaled. Training and prediction both run this code. An instance holds work buffers and
/// serves one thread at a time.
/// </summary>
public sealed class FeaturePipeline
{
    private readonly Func<HeardClip, float[]> _compute;

    /// <summary>Plans the features of a recipe.</summary>
    /// <param name="recipe">Which features at which rate, in which shape.</param>
    /// <exception cref="RecipeException">The recipe builds on an encoder in a way that does not fit it.</exception>
    /// <exception cref="EncoderFormatException">There is no such encoder, or its file is damaged.</exception>
    public FeaturePipeline(Recipe recipe)
        : this(recipe, null)
    {
    }

    /// <summary>Plans the features of a recipe on an encoder that is at hand.</summary>
    /// <param name="recipe">Which features at which rate, in which shape.</param>
    /// <param name="encoder">The encoder that the recipe names; null to look for it by its name.</param>
    /// <exception cref="RecipeException">The recipe builds on an encoder in a way that does not fit it.</exception>
    /// <exception cref="EncoderFormatException">There is no such encoder, or its file is damaged.</exception>
    public FeaturePipeline(Recipe recipe, SpeechEncoder? encoder)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        recipe = EncoderRecipe.Settle(recipe, encoder);
        if (recipe.Fusion is { } fusion)
        {
            var (first, second) = (new FeaturePipeline(recipe.WithoutFusion(), encoder), new FeaturePipeline(fusion.Recipe));
            if (first.InputShape.Count > 1 || first.InputShape[0] < 0)
                throw new RecipeException("fusion", "it needs one vector of features in the first recipe: pool them.");
            (Encoder, First, Second) = (first.Encoder, first.InputShape, second.InputShape);
            (_compute, InputShape) = (clip => [.. first.Compute(clip), .. second.Compute(clip)], [-1]);
        }
        else if (recipe.Features.Encoder is { } plan)
        {
            Encoder = encoder ?? EncoderCatalog.Load(plan);
            var features = new EncoderFeatures(recipe, Encoder);
            (_compute, InputShape, OnEncoder, Listed) = (features.Compute, features.InputShape, features, features.View.Listed);
            if (recipe.Model.Classifier is not null && InputShape.Count > 1)
            {
                throw new RecipeException(
                    "features.pool",
                    $"the model {recipe.Model.Kind} needs one vector, and the layer {plan.Layers[0]} gives many: pool them.");
            }
        }
        else
        {
            var features = new RecipeFeatures(recipe);
            if (recipe.StartFrom is not null) features.FillTo(EncoderRecipe.StepsOf(recipe, features.InputShape));
            (_compute, InputShape, Listed) = (features.Compute, features.InputShape, features);
        }
    }

    /// <summary>The encoder that the features come from; null where the recipe lists features.</summary>
    public SpeechEncoder? Encoder { get; }

    /// <summary>
    /// The shape of what <see cref="Compute(AudioClip)"/> returns; -1 where it varies with the clip's length. Of two recipes that are fused
    /// it is one vector: the features of the first, and those of the second behind them.
    /// </summary>
    public IReadOnlyList<int> InputShape { get; }

    /// <summary>What is made of listed features by an encoder; null where there is none.</summary>
    internal EncoderFeatures? OnEncoder { get; }

    /// <summary>The features that are computed of the samples; null where two recipes are fused, or an
    /// encoder takes the samples themselves.</summary>
    internal RecipeFeatures? Listed { get; }

    /// <summary>The shape of what the first of two recipes sees that are fused, one vector; null where there is one only.</summary>
    internal IReadOnlyList<int>? First { get; }

    /// <summary>The shape of what the second of two recipes sees that are fused; null where there is one only.</summary>
    internal IReadOnlyList<int>? Second { get; }

    /// <summary>
    /// Numbers a column of features belongs to one and the same scale: the size of all axes but the first of frames and images, or of the
    /// vector.
    /// </summary>
    public int Columns => InputShape.Count == 1 ? InputShape[0] : InputShape.Skip(1).Aggregate(1, (a, b) => a * b);

    /// <summary>A text that is equal for two recipes exactly if they see the same numbers in the same audio.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <exception cref="EncoderFormatException">There is no such encoder as the recipe names, or its file is damaged.</exception>
    public static string Signature(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        recipe = EncoderRecipe.Settle(recipe);
        var f = recipe.Features;
        var length = f.LengthSeconds?.ToString("R", CultureInfo.InvariantCulture) ?? "whole";
        var what = f.Encoder is { } encoder ? $"{encoder.Sha256} {string.Join(' ', encoder.Layers)}" : string.Join(" ", f.List);
        var own = $"{recipe.SampleRateHz} Hz; {f.Shape}; {what}; {string.Join(" ", f.Pool)}; {length}; " + recipe.Hearing.Signature;
        return recipe.Fusion is { } fusion ? $"{own} | {Signature(fusion.Recipe)}" : own;
    }

    /// <summary>The model's view of a clip, row-major in <see cref="InputShape"/>.</summary>
    /// <param name="clip">Audio at any rate.</param>
    public float[] Compute(AudioClip clip)
    {
        ArgumentNullException.ThrowIfNull(clip);
        return Compute(new HeardClip(clip));
    }

    /// <summary>The model's view of a clip that is being listened to.</summary>
    internal float[] Compute(HeardClip clip) => _compute(clip);
}
