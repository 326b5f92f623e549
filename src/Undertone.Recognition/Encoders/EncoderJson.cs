using System.Text.Json.Nodes;
using Undertone.Learning.Preprocessing;
using Undertone.Learning.State;
using Undertone.Recognition.Features;
using Undertone.Recognition.Files;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Encoders;

/// <summary>What an encoder says of itself as JSON: in its own file, and in the models that carry it.</summary>
internal static class EncoderJson
{
    private const int FormatVersion = 1;

    /// <summary>The description of an encoder, without its weights.</summary>
    public static JsonObject Of(NetworkEncoder encoder) => new()
    {
        ["formatVersion"] = FormatVersion,
        ["name"] = encoder.Name,
        ["version"] = encoder.Notes.Version,
        ["source"] = encoder.Notes.Source,
        ["license"] = encoder.Notes.License,
        ["recipe"] = encoder.Recipe.ToJson(),
        ["scaler"] = Of(encoder.Scaler),
    };

    /// <summary>A scaler's numbers; one number stands for all columns where they are the same.</summary>
    public static JsonObject Of(IScaler scaler) => new()
    {
        ["kind"] = scaler.Kind,
        ["offset"] = Numbers(scaler.Offset),
        ["scale"] = Numbers(scaler.Scale),
    };

    /// <summary>The encoder of a description and its weights.</summary>
    /// <exception cref="FormatException">The description is damaged or of another version.</exception>
    /// <exception cref="InvalidDataException">The weights do not fit it.</exception>
    public static NetworkEncoder Read(SavedJson json, IReadOnlyList<StateTensor> weights)
    {
        var version = json.WholeNumber("formatVersion");
        if (version != FormatVersion)
            throw new DamagedJsonException("formatVersion", $"it is {version}, and this program reads {FormatVersion}");
        var notes = new EncoderNotes(NameOf(json), json.Text("version"), json.Text("source"), json.Text("license"));
        var recipe = Recipe.FromJson(json.Object("recipe").Json);
        return new NetworkEncoder(notes, recipe, ReadScaler(json.Object("scaler"), recipe), weights);
    }

    /// <summary>A scaler for the columns of a recipe's features.</summary>
    public static IScaler ReadScaler(SavedJson json, Recipe recipe)
    {
        var columns = ColumnsOf(recipe);
        try
        {
            return Scalers.Restore(json.Text("kind", "standard"), Spread("offset"), Spread("scale"));
        }
        catch (ArgumentException e)
        {
            throw new DamagedJsonException(json.Place, "it is impossible", e);
        }

        double[] Spread(string key)
        {
            var numbers = json.Numbers(key);
            return numbers is [var all] ? [.. Enumerable.Repeat(all, columns)] : [.. numbers];
        }
    }

    /// <summary>How many columns the features of an encoder's recipe have.</summary>
    /// <exception cref="RecipeException">Its features are those of another encoder.</exception>
    public static int ColumnsOf(Recipe recipe) => recipe.Features.Encoder is null
        ? new RecipeFeatures(recipe).InputShape.Skip(1).Aggregate(1, (a, b) => a * b)
        : throw new RecipeException("features.shape", "an encoder has features of its own.");

    private static string NameOf(SavedJson json)
    {
        var name = json.Text("name");
        return EncoderCatalog.IsName(name)
            ? name
            : throw new DamagedJsonException("name", "it is not made of letters, digits, '-', '_' and '.'");
    }

    private static JsonArray Numbers(IReadOnlyList<double> numbers) =>
        [.. (numbers.Distinct().Count() == 1 ? numbers.Take(1) : numbers).Select(n => (JsonNode)JsonValue.Create(n))];
}
