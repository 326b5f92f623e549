using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Cli.Texts;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Recipes;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone models list|show|summary|schema</c></summary>
internal static class ModelsCommand
{
    public static Command Create(Terminal terminal) => new("models", "Models and recipes: what there is and what is in them.")
    {
        CreateList(terminal),
        CreateShow(terminal),
        CreateSummary(terminal),
        CreateSchema(terminal),
    };

    private static Command CreateList(Terminal terminal)
    {
        var runs = CommonOptions.Runs();
        var json = CommonOptions.Json();
        var command = new Command("list", "Built-in models and those of finished runs.") { runs, json };
        command.SetAction(parsed =>
        {
            var models = EmotionRecognizer.BuiltInNames
                .Select(n => (Place: "built in", Bundle: EmotionRecognizer.LoadBuiltInBundle(n))).ToList();
            models.AddRange(RunFolders.Models(parsed.GetValue(runs)!).Select(file => (file, Models.Read(file))));
            if (parsed.GetValue(json))
            {
                var described = new JsonArray([.. models.Select(m => (JsonNode)Describe(m.Bundle, m.Place))]);
                JsonOutput.Write(terminal.Output, new JsonObject { ["models"] = described });
            }
            else
            {
                foreach (var (place, bundle) in models) terminal.Output.WriteLine(Row(bundle, place));
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateShow(Terminal terminal)
    {
        var model = new Argument<string>("M")
        {
            Description = "A model bundle, a run folder, latest, latest:RECIPE or the name of a built-in model.",
        };
        var runs = CommonOptions.Runs();
        var json = CommonOptions.Json();
        var command = new Command("show", "The card and metrics of a model.") { model, runs, json };
        command.SetAction(parsed =>
        {
            var bundle = Models.LoadBundle(parsed.GetValue(model), parsed.GetValue(runs)!);
            if (parsed.GetValue(json)) JsonOutput.Write(terminal.Output, Describe(bundle, parsed.GetValue(model)!));
            else terminal.Output.WriteLine(bundle.Card.TrimEnd());
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateSummary(Terminal terminal)
    {
        var recipe = new Argument<string>("RECIPE") { Description = "A built-in recipe or a recipe file." };
        var classes = new Option<int>("--classes")
        {
            Description = "How many emotions the model tells apart.",
            HelpName = "N",
            DefaultValueFactory = _ => 7,
        }.InRange(2, 10_000);
        var command = new Command("summary", "The layers of a recipe's network with shapes and parameters.") { recipe, classes };
        command.SetAction(parsed =>
        {
            terminal.Output.Write(NetworkSummary.Of(parsed.GetValue(recipe)!, parsed.GetValue(classes)));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateSchema(Terminal terminal)
    {
        var command = new Command("schema", "The JSON Schema of recipes, for editors and checks.");
        command.SetAction(_ =>
        {
            terminal.Output.Write(Recipe.Schema);
            return ExitCode.Done;
        });
        return command;
    }

    private static string Row(ModelBundle bundle, string place)
    {
        var manifest = bundle.Manifest;
        return $"{manifest.Name,-16} {manifest.Recipe.Name,-16} {Uar(bundle),-10} {manifest.Labels.Count} labels  {place}";
    }

    private static string Uar(ModelBundle bundle) => bundle.Manifest.Evaluation?["metrics"]?["uar"]?.GetValue<double>() is { } uar
        ? string.Create(CultureInfo.InvariantCulture, $"UAR {uar:0.000}")
        : "no score";

    private static JsonObject Describe(ModelBundle bundle, string place) => new()
    {
        ["name"] = bundle.Manifest.Name,
        ["version"] = bundle.Manifest.Version,
        ["recipe"] = bundle.Manifest.Recipe.Name,
        ["labels"] = new JsonArray([.. bundle.Manifest.Labels.Select(l => (JsonNode)JsonValue.Create(l))]),
        ["place"] = place,
        ["corpora"] = new JsonArray([.. bundle.Manifest.TrainingCorpora.Select(c => (JsonNode)new JsonObject
        {
            ["name"] = c.Name,
            ["license"] = c.License,
            ["utterances"] = c.Utterances,
            ["speakers"] = c.Speakers,
        })]),
        ["evaluation"] = bundle.Manifest.Evaluation?.DeepClone(),
    };
}
