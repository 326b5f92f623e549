using System.Text.Json.Nodes;
using Undertone.Learning.Classical.Boosting;
using Undertone.Learning.Classical.Linear;
using Undertone.Learning.Classical.Svm;
using Undertone.Learning.Classical.Trees;
using Undertone.Learning.State;

namespace Undertone.Learning.Classical;

/// <summary>
/// The kinds of regressors, which learn numbers such as arousal: how the options of each are read, how it is fitted, and how it is restored
/// from a model file. Kinds that also tell classes apart have the options of their classifier.
/// </summary>
public static class Regressors
{
    private const string Ridge = "ridge";

    /// <summary>The kinds that recipes name.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [Ridge, "svm", "random-forest", "gradient-boosting"];

    /// <summary>Fits the kind of regressor that the options describe.</summary>
    /// <param name="options">The hyper-parameters.</param>
    /// <param name="data">What to learn from.</param>
    /// <param name="seed">Fixes every random choice.</param>
    /// <param name="threads">How many threads may work, at least 1; never changes the result.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ClassifierOptionsException">A value is out of its range, or the kind learns no numbers.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static IRegressor Fit(
        ClassifierOptions options, NumberedRows data, ulong seed = 0, int threads = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(data);
        return options switch
        {
            RidgeOptions o => RidgeRegressor.Fit(o, data, threads, cancellationToken),
            SvmOptions o => SvmRegressor.Fit(o, data, threads, cancellationToken),
            RandomForestOptions o => RandomForestRegressor.Fit(o, data, seed, threads, cancellationToken),
            GradientBoostingOptions o => GradientBoostingRegressor.Fit(o, data, seed, threads, cancellationToken),
            _ => throw new ClassifierOptionsException(
                $"The model {options.Kind} learns no numbers; these do: {string.Join(", ", Kinds)}."),
        };
    }

    /// <summary>Whether a kind learns numbers alone and tells no classes apart.</summary>
    /// <param name="kind">The kind, such as "ridge".</param>
    public static bool IsOnly(string kind) => kind == Ridge;

    /// <summary>Reads options from the "model" of a recipe; what is not stated keeps its default.</summary>
    /// <param name="model">{ "kind": "ridge", "alpha": 10, ... }.</param>
    /// <param name="place">Where the object stands, for messages.</param>
    /// <exception cref="ClassifierOptionsException">
    /// The kind or a key is unknown, or a value has the wrong type or range; the message names the place.
    /// </exception>
    public static ClassifierOptions ReadOptions(JsonObject model, string place = "model")
    {
        var reader = new ClassifierOptionReader(model, place);
        return reader.Choice("kind", "", [.. Kinds]) == Ridge
            ? Classifiers.Checked(reader, place, RidgeOptions.Read)
            : Classifiers.ReadOptions(model, place);
    }

    /// <summary>Restores a regressor to the same bits; every number is checked, so a damaged file is refused.</summary>
    /// <param name="state">What <see cref="IRegressor.Save"/> gave.</param>
    /// <exception cref="InvalidDataException">
    /// The state is not one that <see cref="IRegressor.Save"/> wrote; the message names the fault.
    /// </exception>
    public static IRegressor Restore(ClassifierState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var reader = new StateReader(state.Kind, state.Settings, state.Tensors);
        return state.Kind switch
        {
            Ridge => RidgeRegressor.Restore(reader),
            "svm" => SvmRegressor.Restore(reader),
            "random-forest" => RandomForestRegressor.Restore(reader),
            "gradient-boosting" => GradientBoostingRegressor.Restore(reader),
            _ => throw reader.Damaged($"there is no such kind; known are {string.Join(", ", Kinds)}"),
        };
    }
}
