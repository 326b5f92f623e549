using System.CommandLine;
using System.CommandLine.Completions;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Voices;
using Undertone.Recognition.Recipes;

namespace Undertone.Cli.Options;

/// <summary>The words that options and arguments can have, for shells to complete; others may be given.</summary>
internal static class KnownWords
{
    public static Option<T> Suggesting<T>(this Option<T> option, Func<ParseResult, IEnumerable<string>> words)
    {
        option.CompletionSources.Add(context => words(context.ParseResult).Select(word => new CompletionItem(word)));
        return option;
    }

    public static Option<T> Suggesting<T>(this Option<T> option, IEnumerable<string> words) => option.Suggesting(_ => words);

    public static Argument<T> Suggesting<T>(this Argument<T> argument, Func<ParseResult, IEnumerable<string>> words)
    {
        // The help would show the words in its place.
        argument.HelpName ??= argument.Name;
        argument.CompletionSources.Add(context => words(context.ParseResult).Select(word => new CompletionItem(word)));
        return argument;
    }

    /// <summary>The built-in models, and those of finished runs.</summary>
    public static IEnumerable<string> OfModels(ParseResult parsed) =>
        EmotionRecognizer.BuiltInNames.Concat(NamedModels.Imported())
            .Concat(Latest(RunFolders.Finished(RunsOf(parsed)).Select(RunFolders.RecipeOf)));

    /// <summary>The runs: the newest, the newest of each recipe, and the names of all.</summary>
    public static IEnumerable<string> OfRuns(ParseResult parsed)
    {
        var runs = RunSummary.All(RunsOf(parsed));
        return Latest(runs.Where(r => r.Recipes.Count == 1).Select(r => r.Recipes[0])).Concat(runs.Select(r => r.Name));
    }

    /// <summary>The built-in recipes.</summary>
    public static IEnumerable<string> OfRecipes(ParseResult parsed) => Recipe.BuiltIn.Names;

    /// <summary>The keys of a recipe that a value can follow; those inside of lists have places that only the recipe tells.</summary>
    public static IEnumerable<string> OfSettings(ParseResult parsed) =>
        from key in Recipe.Keys
        where !key.Path.Contains(".N", StringComparison.Ordinal) && key.Type is not ("object" or "list")
        group key by key.Path into path
        select path.Key + "=";

    /// <summary>The names among those of protocols that nothing follows.</summary>
    public static IEnumerable<string> OfProtocols(IEnumerable<string> names) =>
        names.Where(n => !n.Contains(':', StringComparison.Ordinal));

    /// <summary>The voices that are kept.</summary>
    public static IEnumerable<string> OfVoices(ParseResult parsed) => VoiceFolder.OfUser().Names();

    private static IEnumerable<string> Latest(IEnumerable<string> recipes)
    {
        var known = recipes.Distinct().Order(StringComparer.Ordinal).ToArray();
        return known.Length == 0 ? [] : known.Select(r => $"{RunFolders.Latest}:{r}").Prepend(RunFolders.Latest);
    }

    private static string RunsOf(ParseResult parsed) =>
        parsed.CommandResult.Command.Options.FirstOrDefault(o => o.Name == "--runs") is { } option
        && parsed.GetResult(option)?.Tokens is [.., var given] ? given.Value : "runs";
}
