using System.Text.Json.Nodes;
using Undertone.Learning.Classical.Boosting;
using Undertone.Learning.Classical.Linear;
using Undertone.Learning.Classical.Neighbours;
using Undertone.Learning.Classical.Svm;
using Undertone.Learning.Classical.Trees;
using Undertone.Learning.State;

namespace Undertone.Learning.Classical;

/// <summary>
/// The kinds of classifiers: how the options of each are read, how it is fitted, and how it is restored from a model file.
/// </summary>
public static class Classifiers
{
    /// <summary>The kinds that recipes name.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
        ["svm", "decision-tree", "random-forest", "knn", "logistic-regression", "linear-svm", "gradient-boosting"];

    /// <summary>Fits the kind of classifier that the options describe.</summary>
    /// <param name="options">The hyper-parameters.</param>
    /// <param name="data">What to learn from.</param>
    /// <param name="seed">Fixes every random choice.</param>
    /// <param name="threads">How many threads may work, at least 1; never changes the result.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ClassifierOptionsException">A value is out of its range, or does not go with the data.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static IClassifier Fit(
        ClassifierOptions options, LabelledRows data, ulong seed = 0, int threads = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(data);
        return options switch
        {
            SvmOptions o => SvmClassifier.Fit(o, data, seed, threads, cancellationToken),
            DecisionTreeOptions o => DecisionTreeClassifier.Fit(o, data, seed, threads, cancellationToken),
            RandomForestOptions o => RandomForestClassifier.Fit(o, data, seed, threads, cancellationToken),
            KnnOptions o => KnnClassifier.Fit(o, data, seed, threads, cancellationToken),
            LogisticRegressionOptions o => LogisticRegressionClassifier.Fit(o, data, seed, threads, cancellationToken),
            LinearSvmOptions o => LinearSvmClassifier.Fit(o, data, seed, threads, cancellationToken),
            GradientBoostingOptions o => GradientBoostingClassifier.Fit(o, data, seed, threads, cancellationToken),
            _ => throw new ClassifierOptionsException(
                $"There is no classifier of the kind '{options.Kind}'; known are {string.Join(", ", Kinds)}."),
        };
    }

    /// <summary>Reads options from the "model" of a recipe; what is not stated keeps its default.</summary>
    /// <param name="model">{ "kind": "svm", "C": 10, ... }.</param>
    /// <param name="place">Where the object stands, for messages.</param>
    /// <exception cref="ClassifierOptionsException">
    /// The kind or a key is unknown, or a value has the wrong type or range; the message names the place.
    /// </exception>
    public static ClassifierOptions ReadOptions(JsonObject model, string place = "model")
    {
        var reader = new ClassifierOptionReader(model, place);
        ClassifierOptions options = reader.Choice("kind", "", [.. Kinds]) switch
        {
            "decision-tree" => DecisionTreeOptions.Read(reader),
            "random-forest" => RandomForestOptions.Read(reader),
            "knn" => KnnOptions.Read(reader),
            "logistic-regression" => LogisticRegressionOptions.Read(reader),
            "linear-svm" => LinearSvmOptions.Read(reader),
            "gradient-boosting" => GradientBoostingOptions.Read(reader),
            _ => SvmOptions.Read(reader),
        };
        reader.Finish();
        try
        {
            options.Validate();
        }
        catch (ClassifierOptionsException e) when (!e.Message.StartsWith(place, StringComparison.Ordinal))
        {
            throw new ClassifierOptionsException($"{place}.{e.Message}");
        }

        return options;
    }

    /// <summary>Restores a classifier to the same bits; every number is checked, so a damaged file is refused.</summary>
    /// <param name="state">What <see cref="IClassifier.Save"/> gave.</param>
    /// <exception cref="InvalidDataException">
    /// The state is not one that <see cref="IClassifier.Save"/> wrote; the message names the fault.
    /// </exception>
    public static IClassifier Restore(ClassifierState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var reader = new StateReader(state.Kind, state.Settings, state.Tensors);
        return state.Kind switch
        {
            "svm" => SvmClassifier.Restore(reader),
            "decision-tree" => DecisionTreeClassifier.Restore(reader),
            "random-forest" => RandomForestClassifier.Restore(reader),
            "knn" => KnnClassifier.Restore(reader),
            "logistic-regression" => LogisticRegressionClassifier.Restore(reader),
            "linear-svm" => LinearSvmClassifier.Restore(reader),
            "gradient-boosting" => GradientBoostingClassifier.Restore(reader),
            _ => throw reader.Damaged($"there is no such kind; known are {string.Join(", ", Kinds)}"),
        };
    }
}
