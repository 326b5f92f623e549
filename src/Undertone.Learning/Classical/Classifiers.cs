using Undertone.Learning.State;

namespace Undertone.Learning.Classical;

/// <summary>The kinds of classifiers and how each is restored from a model file.</summary>
public static class Classifiers
{
    /// <summary>The kinds that recipes name.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["svm", "decision-tree", "random-forest", "knn", "logistic-regression", "linear-svm", "gradient-boosting"];

    /// <summary>Restores a classifier to the same bits; every number is checked, so a damaged file is refused.</summary>
    /// <exception cref="InvalidDataException">The state is not one that <see cref="IClassifier.Save"/> wrote; the message names the fault.</exception>
    public static IClassifier Restore(ClassifierState state)
    {
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

    internal static ClassifierOptions ReadOptions(string kind, ClassifierOptionReader reader) => kind switch
    {
        "decision-tree" => DecisionTreeOptions.Read(reader),
        "random-forest" => RandomForestOptions.Read(reader),
        "knn" => KnnOptions.Read(reader),
        "logistic-regression" => LogisticRegressionOptions.Read(reader),
        "linear-svm" => LinearSvmOptions.Read(reader),
        "gradient-boosting" => GradientBoostingOptions.Read(reader),
        _ => SvmOptions.Read(reader),
    };
}
