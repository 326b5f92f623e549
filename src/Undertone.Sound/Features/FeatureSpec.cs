using System.Text.Json;
using System.Text.Json.Nodes;

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
        return new FeatureSpec(definition, definition.Read((options ?? new Dictionary<string, string>()).Select(o => KeyValuePair.Create(o.Key, new OptionValue(o.Value, OptionSource.CommandLine)))));
    }

    /// <summary>A feature from JSON, as recipes give it: <c>{ "name": "mfcc", "n_mfcc": 40, "center": false, "top_db": "none" }</c>. Unlike text of a command line, JSON has types, and they have to be right.</summary>
    /// <param name="json">The name and librosa's parameters: numbers, true and false, words in small letters, "none" for librosa's None.</param>
    /// <exception cref="FeatureOptionException">The name, an option or a value is unknown, has the wrong type or cannot work; the message lists what is known.</exception>
    public static FeatureSpec FromJson(JsonObject json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (json["name"]?.GetValueKind() != JsonValueKind.String) throw new FeatureOptionException("A feature needs a name, such as { \"name\": \"mfcc\" }.");
        var definition = FeatureDefinitions.Find(json["name"]!.GetValue<string>());
        return new FeatureSpec(definition, definition.Read(json.Where(o => o.Key != "name").Select(o => KeyValuePair.Create(o.Key, Value(o.Key, o.Value)))));

        OptionValue Value(string key, JsonNode? node)
        {
            try
            {
                return OptionValue.Of(node);
            }
            catch (FormatException e)
            {
                throw new FeatureOptionException($"{definition.Name}: {key}={node?.ToJsonString() ?? "null"} cannot be read; it has to be {e.Message}.", e);
            }
        }
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
