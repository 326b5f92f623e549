using System.Globalization;
using System.Text.Json.Nodes;

namespace Undertone.Learning.Classical;

/// <summary>What to fit: the hyper-parameters of one kind of classifier or regressor. Records with equal values fit equal models.</summary>
public abstract record ClassifierOptions
{
    /// <summary>Begins options; those of a kind of one's own belong to a <see cref="ClassifierKind"/>.</summary>
    protected ClassifierOptions()
    {
    }

    /// <summary>The kind that recipes name, such as "svm".</summary>
    public abstract string Kind { get; }

    /// <summary>Refuses values that cannot be fitted with.</summary>
    /// <exception cref="ClassifierOptionsException">A value is out of its range; the message names it.</exception>
    public abstract void Validate();

    /// <summary>The options as a recipe writes them, every value stated.</summary>
    public abstract JsonObject ToJson();

    private protected static void Require(bool holds, string key, object value, string rule)
    {
        if (!holds)
            throw new ClassifierOptionsException(string.Create(CultureInfo.InvariantCulture, $"{key} is {value}, but must be {rule}."));
    }
}
