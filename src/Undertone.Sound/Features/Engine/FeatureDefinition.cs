using Undertone.Words;

namespace Undertone.Sound.Features.Engine;

/// <summary>What a feature's name stands for: its options as text and its plan.</summary>
internal abstract class FeatureDefinition(string name)
{
    public string Name => name;

    public abstract FeatureOptions Defaults { get; }

    public abstract IReadOnlyList<string> OptionNames { get; }

    /// <summary>The names of the bands, where each has one; null where a number has to do.</summary>
    public IReadOnlyList<string>? BandNames { get; init; }

    public abstract FeatureOptions Read(IEnumerable<KeyValuePair<string, OptionValue>> options);

    /// <summary>The options that differ from the defaults, as text.</summary>
    public abstract IEnumerable<(string Name, string Value)> Changed(FeatureOptions options);

    public string Write(FeatureOptions options)
    {
        var changed = Changed(options).ToArray();
        return changed.Length == 0 ? Name : $"{Name}({string.Join(',', changed.Select(c => $"{c.Name}={c.Value}"))})";
    }

    public abstract ClipFeature Plan(FeatureOptions options, FeaturePlanner planner);
}

/// <summary>The definition of a feature whose options are a <typeparamref name="T"/>.</summary>
internal sealed class FeatureDefinition<T>(
    string name, T defaults, OptionField<T>[] fields, Func<FeaturePlanner, T, ClipFeature> plan) : FeatureDefinition(name)
    where T : FeatureOptions
{
    public override FeatureOptions Defaults => defaults;

    public override IReadOnlyList<string> OptionNames => Array.ConvertAll(fields, f => f.Name);

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

    public override IEnumerable<(string Name, string Value)> Changed(FeatureOptions options) =>
        fields.Select(f => (f.Name, Value: f.Get((T)options), Default: f.Get(defaults)))
            .Where(f => f.Value != f.Default).Select(f => (f.Name, f.Value));

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
