using System.Text;
using Undertone.Learning.Neural;
using Undertone.Learning.Preprocessing;
using Undertone.Learning.State;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Features;
using Undertone.Recognition.Files;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Export;

/// <summary>
/// Models of weights that were trained in PyTorch for the layers of a recipe: safetensors, or a checkpoint, of which nothing is run. The
/// tensors have the names and the layout that <see cref="WeightExport"/> gives them.
/// </summary>
public static class WeightImport
{
    // PyTorch's count of batches, which no layer here keeps.
    private const string Counter = "num_batches_tracked";

    /// <summary>Whether the notes of a file say what model its weights are of.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelFormatException">It is damaged.</exception>
    public static bool Describes(string path) => Reading(path, () => TensorFile.Read(path).Metadata.ContainsKey(WeightExport.ModelKey));

    /// <summary>Reads weights and makes a model of them.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">What the model is to be called.</param>
    /// <param name="recipe">The recipe whose network the weights are of; null for the one that the file's notes hold.</param>
    /// <param name="labels">The emotions in the order of the outputs; null for those of the file's notes.</param>
    /// <exception cref="ModelFormatException">
    /// The file is damaged, its tensors are not those of the recipe's layers, or it says nothing of its recipe; the message names it.
    /// </exception>
    /// <exception cref="RecipeException">The recipe is no network over features of its own.</exception>
    public static ModelBundle Read(string path, string name, Recipe? recipe = null, LabelSet? labels = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(name);
        return Reading(path, () =>
        {
            var file = TensorFile.Read(path);
            var manifest = file.Metadata.TryGetValue(WeightExport.ModelKey, out var notes) && recipe is null && labels is null
                ? FromNotes(path, notes)
                : Described(path, recipe, labels);
            return Make(file, manifest with { Name = name, Evaluation = null, PackageVersion = PackageVersion.Text });
        });
    }

    private static T Reading<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (TensorFormatException e)
        {
            throw new ModelFormatException(path, e.Fault, e);
        }
        catch (InvalidDataException e)
        {
            throw new ModelFormatException(path, e.Message, e);
        }
    }

    private static ModelManifest FromNotes(string path, string notes)
    {
        try
        {
            return ModelManifest.FromJson(SavedJson.Parse(Encoding.UTF8.GetBytes(notes)));
        }
        catch (FormatException e)
        {
            throw new ModelFormatException(path, $"what it says of its model is damaged: {e.Message} Name --recipe and --labels.", e);
        }
    }

    private static ModelManifest Described(string path, Recipe? recipe, LabelSet? labels)
    {
        if (recipe is null || labels is null)
        {
            throw new ModelFormatException(
                path,
                "it does not say what its weights are of. Name the recipe with --recipe, and the emotions in the order of its outputs with "
                + "--labels.");
        }

        if (recipe.StartFrom is not null)
            throw new RecipeException("startFrom", "name the recipe of the whole network, without startFrom.");
        RequireNetwork(recipe);
        var shape = new FeaturePipeline(recipe).InputShape;
        return new ModelManifest
        {
            Name = recipe.Name,
            PackageVersion = PackageVersion.Text,
            Recipe = recipe,
            Labels = labels,
            InputShape = shape,
            Scaler = new NoScaler(shape.Count == 1 ? shape[0] : shape.Skip(1).Aggregate(1, (a, b) => a * b)),
            TrainingCorpora = [new TrainingCorpus("not known", "", 0, 0)],
            Speakers = [],
            Seed = 0,
        };
    }

    private static void RequireNetwork(Recipe recipe)
    {
        if (recipe.Model.Kind != ModelPlan.Network || recipe.Fusion is not null || recipe.Features.Encoder is not null)
            throw new RecipeException("model", "weights are taken by one network over features of its own.");
    }

    private static ModelBundle Make(TensorFile file, ModelManifest manifest)
    {
        RequireNetwork(manifest.Recipe);
        var tensors = file.Tensors.ToDictionary(t => t.Name, StringComparer.Ordinal);
        var scaled = tensors.ContainsKey(WeightExport.Offset) || tensors.ContainsKey(WeightExport.Scale);
        if (scaled) manifest = manifest with { Scaler = ScalerOf(tensors, manifest.Scaler.Columns) };
        var (layers, shape) = (manifest.Recipe.Model.Layers, manifest.InputShape.ToArray());
        try
        {
            var network = Network.Create(layers, shape, manifest.Labels.Count);
            var weights = TorchLayout.FromTorch(network.State, tensors);
            RefuseOthers(tensors.Keys, TorchLayout.NamesOf(network.State));
            _ = Network.Restore(layers, shape, manifest.Labels.Count, weights);
            return new ModelBundle(manifest, weights, Card(manifest));
        }
        catch (NetworkSpecException e)
        {
            throw RecipeException.Of(e, "model.");
        }
    }

    private static StandardScaler ScalerOf(Dictionary<string, StateTensor> tensors, int columns)
    {
        var (offset, scale) = (Numbers(WeightExport.Offset), Numbers(WeightExport.Scale));
        try
        {
            return new StandardScaler(offset, scale);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException(
                $"{WeightExport.Offset} and {WeightExport.Scale} are no scaler: every number has to be finite, and no scale 0.", e);
        }

        double[] Numbers(string name) => tensors.TryGetValue(name, out var tensor) && tensor.Shape.Count == 1 && tensor.Shape[0] == columns
            ? tensor.ToDoubles()
            : throw new InvalidDataException($"it needs a tensor {name} [{columns}], one number for each column of the features.");
    }

    private static void RefuseOthers(IEnumerable<string> there, IEnumerable<string> wanted)
    {
        var others = there.Except(wanted).Except([WeightExport.Offset, WeightExport.Scale])
            .Where(n => !n.EndsWith(Counter, StringComparison.Ordinal)).ToArray();
        if (others.Length > 0)
        {
            throw new InvalidDataException(
                $"its tensors {string.Join(", ", others.Take(4))} belong to no layer of the recipe. Leave them out, or name another "
                + "recipe.");
        }
    }

    private static string Card(ModelManifest manifest)
    {
        var card = new StringBuilder($"# {manifest.Name}\n\nA speech emotion model in Undertone's `{manifest.Recipe.Name}` recipe, whose ");
        card.Append("weights were brought from a file.\n\n");
        card.Append($"Labels: {manifest.Labels}.\n\n## Training data\n\n| corpus | terms |\n|---|---|\n");
        foreach (var corpus in manifest.TrainingCorpora)
            card.Append($"| {corpus.Name} | {(corpus.License.Length > 0 ? corpus.License : "not known")} |\n");
        ModelUse.Append(card, manifest.TrainingCorpora, hasEncoder: false);
        return card.Append("\n## Scores\n\nNone: whoever trained it elsewhere has them.\n").ToString();
    }
}
