namespace Undertone.Learning.Classical;

/// <summary>The kinds of classifiers and how each is restored from a model file.</summary>
public static class Classifiers
{
    /// <summary>The kinds that recipes name.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["svm"];

    /// <summary>Restores a classifier to the same bits; every number is checked, so a damaged file is refused.</summary>
    /// <exception cref="InvalidDataException">The state is not one that <see cref="IClassifier.Save"/> wrote; the message names the fault.</exception>
    public static IClassifier Restore(ClassifierState state)
    {
        var reader = new StateReader(state);
        return state.Kind switch
        {
            "svm" => SvmClassifier.Restore(reader),
            _ => throw reader.Damaged($"there is no such kind; known are {string.Join(", ", Kinds)}"),
        };
    }

    internal static ClassifierOptions ReadOptions(string kind, OptionsReader reader) => kind switch
    {
        _ => SvmOptions.Read(reader),
    };
}
