using System.CommandLine;
using System.Text.Json.Nodes;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Cli.Texts;
using Undertone.Recognition.Recipes;
using Undertone.Words;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone recipes list|show|keys</c></summary>
internal static class RecipesCommand
{
    public static Command Create(Terminal terminal) => new("recipes", "Recipes: those that are built in, and every key that --set takes.")
    {
        CreateList(terminal),
        CreateShow(terminal),
        CreateKeys(terminal),
    };

    private static Command CreateList(Terminal terminal)
    {
        var json = CommonOptions.Json();
        var command = new Command("list", "The built-in recipes.") { json };
        command.SetAction(parsed =>
        {
            var recipes = Recipe.BuiltIn.Names.Select(Recipe.Load).ToArray();
            if (parsed.GetValue(json))
                JsonOutput.Write(terminal.Output, new JsonArray([.. recipes.Select(r => (JsonNode)RecipeText.Describe(r))]));
            else RecipeText.WriteList(terminal.Output, recipes);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateShow(Terminal terminal)
    {
        var name = new Argument<string>("R") { Description = "A built-in recipe, a recipe file, or either @ an encoder." }
            .Suggesting(KnownWords.OfRecipes);
        var set = CommonOptions.Set();
        var json = CommonOptions.Json();
        var command = new Command("show", "A recipe as JSON, which a file of your own can begin from.") { name, set, json };
        command.SetAction(parsed =>
        {
            JsonOutput.Write(terminal.Output, RecipeSettings.Load(parsed.GetValue(name)!, parsed.GetValue(set)).ToJson());
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateKeys(Terminal terminal)
    {
        var prefix = new Argument<string?>("KEY")
        {
            Description = "How the keys begin, such as training or model; one key is told in full.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var of = new Option<string?>("--of")
        {
            Description = "Only the keys of this feature, layer, model, optimiser and so on.",
            HelpName = "WORD",
        };
        var json = CommonOptions.Json();
        var command = new Command("keys", "Every key that --set takes: type, default and what it does.") { prefix, of, json };
        command.SetAction(parsed =>
        {
            var keys = Matching(parsed.GetValue(prefix), parsed.GetValue(of));
            if (parsed.GetValue(json))
                JsonOutput.Write(terminal.Output, new JsonArray([.. keys.Select(k => (JsonNode)RecipeText.Describe(k))]));
            else RecipeText.WriteKeys(terminal.Output, keys);
            return ExitCode.Done;
        });
        return command;
    }

    private static RecipeKey[] Matching(string? prefix, string? of)
    {
        var words = Recipe.Keys.SelectMany(k => k.Of).Distinct().ToArray();
        if (of is not null && !words.Contains(of))
            throw new UsageException($"--of {of}: nothing of a recipe is called so{NearestWord.Hint(of, words)}.");
        var place = prefix is null ? null : RecipeText.Pattern(prefix);
        var keys = Recipe.Keys.Where(k => of is null || k.Of.Contains(of)).ToArray();
        if (place is null) return keys;
        var found = keys.Where(k => k.Path == place || k.Path.StartsWith(place + ".", StringComparison.Ordinal)).ToArray();
        if (found.Length > 0) return found;
        found = [.. keys.Where(k => k.Path.EndsWith("." + place, StringComparison.Ordinal))];
        return found.Length > 0
            ? found
            : throw new UsageException(
                $"{prefix}: no key of a recipe begins or ends so{NearestWord.Hint(place, keys.Select(k => k.Path))}. "
                + "'undertone recipes keys' shows all.");
    }
}
