using System.CommandLine;
using System.Text.Json.Nodes;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Cli.Texts;
using Undertone.Onnx;
using Undertone.Recognition.Encoders;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Export;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Recipes;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone models list|show|import|summary|schema</c></summary>
internal static class ModelsCommand
{
    public static Command Create(Terminal terminal) => new("models", "Models and recipes: what there is and what is in them.")
    {
        CreateList(terminal),
        CreateShow(terminal),
        CreateImport(terminal),
        CreateSummary(terminal),
        CreateSchema(terminal),
    };

    private static Command CreateList(Terminal terminal)
    {
        var runs = CommonOptions.Runs();
        var json = CommonOptions.Json();
        var command = new Command("list", "Built-in models and those of finished runs, and encoders.") { runs, json };
        command.SetAction(parsed =>
        {
            var models = EmotionRecognizer.BuiltInNames
                .Select(n => (Place: "built in", Bundle: EmotionRecognizer.LoadBuiltInBundle(n))).ToList();
            models.AddRange(ModelCatalog.Files().Select(file => (file, NamedModels.Read(file))));
            models.AddRange(RunFolders.Models(parsed.GetValue(runs)!).Select(file => (file, NamedModels.Read(file))));
            if (parsed.GetValue(json))
            {
                var described = new JsonArray([.. models.Select(m => (JsonNode)Describe(m.Bundle, m.Place))]);
                var encoders = new JsonArray([.. Encoders().Select(e => (JsonNode)EncoderText.Describe(e.Encoder, e.Place))]);
                JsonOutput.Write(terminal.Output, new JsonObject { ["models"] = described, ["encoders"] = encoders });
            }
            else
            {
                TextTable.Write(
                    terminal.Output,
                    [["model", "recipe", "date", "corpora", "protocol", "UAR", "emotions", "place"],
                        .. models.Select(m => Row(m.Bundle, m.Place))],
                    words: 8);
                terminal.Output.WriteLine();
                foreach (var (place, encoder) in Encoders()) terminal.Output.WriteLine(EncoderText.Row(encoder, place));
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateShow(Terminal terminal)
    {
        var model = new Argument<string>("M")
        {
            Description = "A model bundle, a run folder, latest, latest:RECIPE, the name of a built-in model, or an encoder.",
        }.Suggesting(parsed => KnownWords.OfModels(parsed).Concat(EncoderCatalog.BuiltInNames));
        var runs = CommonOptions.Runs();
        var json = CommonOptions.Json();
        var command = new Command("show", "The card and metrics of a model.") { model, runs, json };
        command.SetAction(parsed =>
        {
            if (EncoderOf(parsed.GetValue(model)!) is { } encoder)
            {
                if (parsed.GetValue(json)) JsonOutput.Write(terminal.Output, EncoderText.Describe(encoder, parsed.GetValue(model)!));
                else terminal.Output.Write(EncoderText.Show(encoder));
                return ExitCode.Done;
            }

            var bundle = NamedModels.LoadBundle(parsed.GetValue(model), parsed.GetValue(runs)!);
            if (parsed.GetValue(json)) JsonOutput.Write(terminal.Output, Describe(bundle, parsed.GetValue(model)!));
            else terminal.Output.WriteLine(bundle.Card.TrimEnd());
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateImport(Terminal terminal)
    {
        var file = new Argument<string>("FILE")
        {
            Description = "Weights of an encoder or, with --labels or as export wrote them, of a whole model: safetensors, or a PyTorch "
                + "checkpoint, of which nothing is run; or a model of others as ONNX, which ONNX Runtime computes.",
        };
        var name = new Option<string>("--name")
        {
            Description = "What recipes call the encoder; what the model is called.",
            HelpName = "N",
            Required = true,
        };
        var recipe = new Option<string?>("--recipe")
        {
            Description = "A JSON file that describes its features and layers, where the file is none that is known by its tensors' names; "
                + "of a model its recipe.",
            HelpName = "DESCRIPTION",
        };
        var labels = CommonOptions.Labels();
        labels.Description = "The emotions of a model in the order of its outputs: ravdess8, common7, common6, a,b,c; of an ONNX file also "
            + "a file with one a line, or a config.json with id2label.";
        var output = new Option<string?>("--output")
        {
            Description = "The model to write (default: N.undertone); of an ONNX file the output that recipes take which name none.",
            HelpName = "OUT",
        };
        var input = new Option<string?>("--input")
        {
            Description = "What an ONNX file is given: waveform, waveform-normalised, log-mel:whisper, log-mel:FILE.onnx (default: told by "
                + "the graph).",
            HelpName = "KIND",
        };
        var license = new Option<string?>("--license") { Description = "The terms of an ONNX file.", HelpName = "TEXT" };
        var force = new Option<bool>("--force") { Description = "Replace an imported encoder or a model of this name." };
        var command = new Command("import", "Keep a trained encoder of others under a name, or make a model of weights for a recipe.")
        {
            file, name, recipe, labels, output, input, license, force,
        };
        command.SetAction(parsed =>
        {
            var (from, described) = (parsed.GetValue(file)!, parsed.GetValue(recipe));
            if (!File.Exists(from)) throw new BadInputException($"{from}: there is no such file.");
            if (from.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))
            {
                parsed.Refuse(recipe, "is for weights: an ONNX file has its layers with it.");
                var brought = OnnxModels.Import(from, parsed.GetValue(name)!, new OnnxImportOptions
                {
                    Input = parsed.GetValue(input),
                    Output = parsed.GetValue(output),
                    Labels = parsed.GetValue(labels),
                    License = parsed.GetValue(license) ?? "",
                    Replace = parsed.GetValue(force),
                });
                Tell(terminal, brought);
                return ExitCode.Done;
            }

            parsed.Refuse(input, "is for ONNX files: recipes say what other encoders hear.");
            parsed.Refuse(license, "is for ONNX files.");
            if (parsed.GetValue(labels) is not null || (described is null && WeightImport.Describes(from)))
            {
                var to = parsed.GetValue(output) ?? parsed.GetValue(name) + ".undertone";
                if (File.Exists(to) && !parsed.GetValue(force))
                    throw new BadInputException($"{to}: this file is there already; choose another name, or replace it with --force.");
                var settled = described is null ? null : Recipe.Load(described);
                var emotions = CommonOptions.ParseLabels(parsed.GetValue(labels));
                var model = WeightImport.Read(from, parsed.GetValue(name)!, settled, emotions);
                OutputFile.Write(to, () => model.Save(to));
                terminal.Complain($"{to}: {model.Manifest.Labels.Count} emotions by the recipe {model.Manifest.Recipe.Name}.");
                return ExitCode.Done;
            }

            parsed.Refuse(output, "is for a model, and these are weights of an encoder.");
            if (described is not null && !File.Exists(described)) throw new BadInputException($"{described}: there is no such file.");
            var encoder = EncoderImport.Read(from, parsed.GetValue(name)!, described);
            var place = EncoderCatalog.Save(encoder, parsed.GetValue(force));
            terminal.Complain($"{encoder.Name}: {encoder.ParameterCount:N0} numbers in {place}. A recipe on it: svm@{encoder.Name}.");
            return ExitCode.Done;
        });
        return command;
    }

    private static void Tell(Terminal terminal, OnnxImport brought)
    {
        var name = brought.Encoder.Name;
        foreach (var note in brought.Notes) terminal.Complain($"{name}: {note}.");
        terminal.Complain($"{name}: {brought.Encoder.ParameterCount:N0} numbers in {brought.Folder}. A recipe on it: svm@{name}.");
        if (brought.Model is not null) terminal.Complain($"{name}: it answers by itself too: undertone predict CLIP --model {name}.");
    }

    private static IEnumerable<(string Place, SpeechEncoder Encoder)> Encoders() => EncoderCatalog.BuiltInNames.Select(n => ("built in", n))
        .Concat(EncoderCatalog.Files().Select(f => (f, f))).Select(e => (e.Item1, EncoderCatalog.Load(e.Item2)));

    /// <summary>The encoder of a name or of its own file; null for everything else.</summary>
    private static SpeechEncoder? EncoderOf(string name) =>
        (EncoderCatalog.Exists(name) && !File.Exists(ModelCatalog.PathOf(name)))
            || (name.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase) && File.Exists(name))
                ? EncoderCatalog.Load(name)
                : null;

    private static Command CreateSummary(Terminal terminal)
    {
        var recipe = new Argument<string>("RECIPE") { Description = "A built-in recipe or a recipe file." }
            .Suggesting(KnownWords.OfRecipes);
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

    private static string[] Row(ModelBundle bundle, string place)
    {
        var manifest = bundle.Manifest;
        var run = Path.GetDirectoryName(place) is { Length: > 0 } folder ? RunSummary.TryRead(folder) : null;
        return
        [
            manifest.Name,
            manifest.Recipe.Name,
            run is null ? "-" : RunText.Date(run),
            string.Join(", ", manifest.TrainingCorpora.Select(c => c.Name)),
            Evaluation(bundle, "protocol", "name")?.GetValue<string>() ?? "-",
            Evaluation(bundle, "metrics", "uar")?.GetValue<double>() is { } uar ? FormattableString.Invariant($"{uar:0.000}") : "-",
            FormattableString.Invariant($"{manifest.Labels.Count}"),
            place,
        ];
    }

    private static JsonNode? Evaluation(ModelBundle bundle, string part, string key) => bundle.Manifest.Evaluation?[part]?[key];

    private static JsonObject Describe(ModelBundle bundle, string place)
    {
        var described = bundle.Manifest.Describe();
        described.Insert(described.IndexOf("labels") + 1, "place", place);
        return described;
    }
}
