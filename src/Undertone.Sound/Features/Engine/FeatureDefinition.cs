using System.Text;
using Undertone.Words;

namespace Undertone.Sound.Features.Engine;

/// <summary>What a feature's name stands for: its options as text and its plan.</summary>
internal abstract class FeatureDefinition(string name)
{
    public string Name => name;

    public abstract FeatureOptions Defaults { get; }

    public abstract FeatureOptions Read(IEnumerable<KeyValuePair<string, OptionValue>> options);

    public abstract string Write(FeatureOptions options);

    public abstract ClipFeature Plan(FeatureOptions options, FeaturePlanner planner);
}

/// <summary>The definition of a feature whose options are a <typeparamref name="T"/>.</summary>
internal sealed class FeatureDefinition<T>(
    string name, T defaults, OptionField<T>[] fields, Func<FeaturePlanner, T, ClipFeature> plan) : FeatureDefinition(name)
    where T : FeatureOptions
{
    public override FeatureOptions Defaults => defaults;

    public override FeatureOptions Read(IEnumerable<KeyValuePair<string, OptionValue>> options)
    {
        var result = defaults;
        foreach (var (key, value) in options)
        {
            var field = Array.Find(fields, f => f.Name == key) ?? throw Unknown(key);
            try
            {
                result = field.With(result, value);
            }
            catch (FormatException e)
            {
                throw new FeatureOptionException($"{Name}: {key}={value} cannot be read; it has to be {e.Message}.", e);
            }
        }

        result.Validate();
        return result;
    }

    public override string Write(FeatureOptions options)
    {
        var text = new StringBuilder(Name);
        var separator = '(';
        foreach (var field in fields)
        {
            var value = field.Get((T)options);
            if (value == field.Get(defaults)) continue;
            text.Append(separator).Append(field.Name).Append('=').Append(value);
            separator = ',';
        }

        return separator == '(' ? Name : text.Append(')').ToString();
    }

    public override ClipFeature Plan(FeatureOptions options, FeaturePlanner planner) => plan(planner, (T)options);

    /// <summary>The feature of one clip.</summary>
    public FeatureMatrix Compute(ReadOnlySpan<float> samples, int sampleRateHz, T? options) =>
        new FeatureExtractor([new FeatureSpec(this, options ?? defaults)], sampleRateHz).Extract(samples)[0];

    private FeatureOptionException Unknown(string key)
    {
        if (fields.Length == 0) return new FeatureOptionException($"{Name} has no options, so {key} cannot be set.");
        var names = Array.ConvertAll(fields, f => f.Name);
        return new FeatureOptionException(
            $"{Name} has no option {key}{NearestWord.Hint(key, names)}. Its options are {string.Join(", ", names)}.");
    }
}
