using Undertone.Recognition.Corpora;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Training;

/// <summary>A finished model that answers for utterances in another model's labels.</summary>
internal sealed class Teacher
{
    private const string Place = "training.distillation.model";
    private readonly ModelBundle _bundle;
    private readonly int[] _places;
    private readonly LabelSet _labels;

    private Teacher(ModelBundle bundle, LabelSet labels) =>
        (_bundle, _labels, _places) = (bundle, labels, [.. bundle.Manifest.Labels.Select(labels.Map)]);

    /// <summary>Refuses a model that is not there, before anything is computed.</summary>
    /// <param name="model">A model's file, or the folder of a run.</param>
    /// <exception cref="RecipeException">There is neither.</exception>
    public static void RequireThere(string model)
    {
        if (File.Exists(model) || Directory.Exists(model)) return;
        throw new RecipeException(
            Place, $"there is no file {model}; name the model.undertone of a finished run, or the folder of one with as many folds.");
    }

    /// <summary>The file of the model that teaches a fold: of a run, the model of the same fold.</summary>
    /// <param name="model">A model's file, or the folder of a finished run.</param>
    /// <param name="fold">The fold of the pupil.</param>
    public static string FileOf(string model, FoldPlan fold)
    {
        if (!Directory.Exists(model)) return model;
        var run = new TrainingFolder(model);
        return fold.Number == 0 ? run.Model : run.OfFold(fold.Number).Model;
    }

    /// <summary>Reads the model.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="labels">The labels of its pupil.</param>
    /// <param name="untold">Utterances that it must not have been trained on.</param>
    /// <exception cref="RecipeException">It is not there, does not tell the labels apart, or has heard such an utterance.</exception>
    public static Teacher Load(string path, LabelSet labels, IEnumerable<Utterance> untold)
    {
        RequireThere(path);
        var teacher = new Teacher(ModelBundle.Load(path), labels);
        var heard = teacher._bundle.Manifest.TrainingAudio.ToHashSet(StringComparer.Ordinal);
        if (untold.FirstOrDefault(u => heard.Contains(u.AudioHash)) is { } told)
        {
            throw new RecipeException(
                Place, $"{path} was trained on {told.Path}, which is to test its pupil: the run that teaches must have the same data, "
                + "protocol, folds and seed.");
        }

        var missing = labels.Where((_, i) => !teacher._places.Contains(i)).ToArray();
        return missing.Length == 0
            ? teacher
            : throw new RecipeException(
                Place, $"{path} does not tell {string.Join(", ", missing)}; it tells {teacher._bundle.Manifest.Labels}.");
    }

    /// <summary>The answers for utterances: for each, [labels] probabilities.</summary>
    /// <param name="featuresOf">The features of the utterances that a recipe sees, unscaled.</param>
    /// <param name="threads">Worker threads.</param>
    public float[][] Answer(Func<Recipe, float[][]> featuresOf, int threads)
    {
        var manifest = _bundle.Manifest;
        var inputs = Array.ConvertAll(featuresOf(manifest.Recipe), f => (float[])f.Clone());
        foreach (var input in inputs) manifest.Scaler.Transform(input);
        var classes = manifest.Labels.Count;
        var probabilities = new float[inputs.Length * classes];
        ModelFactory.Restore(_bundle, threads).Predict(inputs, probabilities);
        var answers = new float[inputs.Length][];
        for (var i = 0; i < answers.Length; i++)
        {
            answers[i] = new float[_labels.Count];
            for (var c = 0; c < classes; c++)
            {
                if (_places[c] >= 0) answers[i][_places[c]] += probabilities[i * classes + c];
            }
        }

        return answers;
    }
}
