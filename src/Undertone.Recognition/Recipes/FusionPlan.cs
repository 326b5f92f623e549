namespace Undertone.Recognition.Recipes;

/// <summary>
/// A second recipe, trained on the same speech, whose answers are mixed with those of the first: late fusion by a linear opinion pool.
/// Models that err in different ways are better together than each alone.
/// </summary>
/// <param name="Recipe">The second recipe: its own features, scaler, model and training.</param>
/// <param name="Weight">The weight of its probabilities in the mean, 0 to 1; those of the first have the rest.</param>
public sealed record FusionPlan(Recipe Recipe, double Weight)
{
    internal const string Key = "fusion";

    internal static FusionPlan Parse(RecipeObject json)
    {
        json.Only("recipe", "weight");
        var own = json.Object("recipe");
        var recipe = Read(own);
        Refuse(recipe.Fusion is not null, Key, "two recipes are fused, not more.");
        var encoderPlace = recipe.StartFrom is null ? "features" : "startFrom";
        Refuse(recipe.Encoder is not null, encoderPlace, "only the first recipe may have an encoder.");
        Refuse(recipe.Training.Copies is not null, "training.copies", "both recipes learn from the copies of the first.");
        Refuse(recipe.Training.Voices, "training.voices", "the first recipe alone gets to know voices.");
        Refuse(recipe.Training.Patience is not null, "training.patience", "the second recipe is trained for all its epochs.");
        Refuse(recipe.Targets.Dimensions.Count > 0, TargetPlan.Key, "models of emotions alone are fused.");
        json.Json["recipe"] = recipe.ToJson();
        return new FusionPlan(recipe, json.Number("weight", 0.5, 0, 1));

        void Refuse(bool wrong, string key, string fault)
        {
            if (wrong) throw new RecipeException(own.PlaceOf(key), fault);
        }
    }

    private static Recipe Read(RecipeObject own)
    {
        try
        {
            return Recipe.FromJson(own.Json);
        }
        catch (RecipeException e)
        {
            throw new RecipeException(e.Place.Length == 0 ? own.PlaceOf("") : own.PlaceOf(e.Place), e.Fault, e);
        }
    }
}
