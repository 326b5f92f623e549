namespace Undertone.Sound.Features;

/// <summary>
/// A feature by librosa's name, with its options. Specs are equal where name and options are; <see cref="ToString"/> is canonical, so it serves as a cache key.
/// </summary>
public sealed class FeatureSpec : IEquatable<FeatureSpec>
{
    private readonly FeatureDefinition _definition;

    private FeatureSpec(FeatureDefinition definition, FeatureOptions options)
    {
        options.Validate();
        (_definition, Options) = (definition, options);
    }

    /// <summary>Every name that <see cref="Parse"/> knows.</summary>
    public static IReadOnlyList<string> Names => FeatureDefinitions.Names;

    /// <summary>librosa's name of the feature, such as "mfcc".</summary>
    public string Name => _definition.Name;

    /// <summary>The options, of the type that belongs to the feature.</summary>
    public FeatureOptions Options { get; }

    /// <summary>A feature from text, as the command line and recipes give it.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="options">librosa's parameter names with their values: numbers in the invariant culture, true and false, none for librosa's None. Default: all of librosa's defaults.</param>
    /// <exception cref="FeatureOptionException">The name, an option or a value is unknown or cannot work; the message lists what is known.</exception>
    public static FeatureSpec Parse(string name, IReadOnlyDictionary<string, string>? options = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        var definition = FeatureDefinitions.Find(name);
        return new FeatureSpec(definition, definition.Read(options ?? new Dictionary<string, string>()));
    }

    /// <summary>A feature with typed options.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="options">Options of the feature's own type; null for the defaults.</param>
    /// <exception cref="FeatureOptionException">The name is unknown, the options belong to another feature or cannot work.</exception>
    public static FeatureSpec Of(string name, FeatureOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        var definition = FeatureDefinitions.Find(name);
        if (options is not null && options.GetType() != definition.Defaults.GetType())
        {
            throw new FeatureOptionException($"The options of {name} are {definition.Defaults.GetType().Name}, not {options.GetType().Name}.");
        }

        return new FeatureSpec(definition, options ?? definition.Defaults);
    }

    /// <summary>The name, and in brackets the options that differ from their defaults, in a fixed order: "mfcc(n_mfcc=40)".</summary>
    public override string ToString() => _definition.Write(Options);

    /// <inheritdoc/>
    public bool Equals(FeatureSpec? other) => other is not null && Name == other.Name && Options.Equals(other.Options);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FeatureSpec);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Options);

    internal ClipFeature Plan(FeaturePlanner planner) => _definition.Plan(Name, Options, planner);
}
