using System.Text.Json.Nodes;

namespace Undertone.Learning.Classical;

/// <summary>What to fit: the hyper-parameters of one kind of classifier. Records with equal values fit equal classifiers.</summary>
public abstract record ClassifierOptions
{
    /// <summary>The kind that recipes name, such as "svm".</summary>
    public abstract string Kind { get; }

    /// <summary>Refuses values that cannot be fitted with.</summary>
    /// <exception cref="ClassifierOptionsException">A value is out of its range; the message names it.</exception>
    public abstract void Validate();

    /// <summary>Fits a classifier.</summary>
    /// <param name="data">What to learn from.</param>
    /// <param name="seed">Fixes every random choice.</param>
    /// <param name="threads">How many threads may work; never changes the result.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ClassifierOptionsException">A value is out of its range, or does not go with the data.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public IClassifier Fit(LabelledRows data, ulong seed = 0, int threads = 1, CancellationToken cancellation = default)
    {
        Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return FitCore(data, new FitContext(seed, threads, cancellation));
    }

    /// <summary>The options as a recipe writes them, every value stated.</summary>
    public abstract JsonObject ToJson();

    /// <summary>Reads the options from the "model" of a recipe; what is not stated keeps its default.</summary>
    /// <param name="model">{ "kind": "svm", "C": 10, ... }.</param>
    /// <param name="path">Where the object stands, for messages.</param>
    /// <exception cref="ClassifierOptionsException">The kind or a key is unknown, or a value has the wrong type or range; the message names the place.</exception>
    public static ClassifierOptions FromJson(JsonObject model, string path = "model")
    {
        var reader = new ClassifierOptionReader(model, path);
        var kind = reader.Choice("kind", "", [.. Classifiers.Kinds]);
        ClassifierOptions options = Classifiers.ReadOptions(kind, reader);
        reader.Finish();
        try
        {
            options.Validate();
        }
        catch (ClassifierOptionsException e) when (!e.Message.StartsWith(path, StringComparison.Ordinal))
        {
            throw new ClassifierOptionsException($"{path}.{e.Message}");
        }

        return options;
    }

    private protected abstract IClassifier FitCore(LabelledRows data, FitContext context);

    private protected static void Require(bool holds, string key, object value, string rule)
    {
        if (!holds) throw new ClassifierOptionsException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{key} is {value}, but must be {rule}."));
    }
}
