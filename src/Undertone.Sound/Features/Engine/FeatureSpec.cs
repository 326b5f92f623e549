using System.Globalization;
using System.Text.Json.Nodes;

namespace Undertone.Sound.Features.Engine;

/// <summary>
/// A feature by its name, librosa's where it has one, with its options. Specs are equal where name and options are;
/// <see cref="ToString"/> is canonical, so it serves as a cache key. <see cref="FeatureCatalog"/> makes them.
/// </summary>
public sealed class FeatureSpec : IEquatable<FeatureSpec>
{
    private readonly FeatureDefinition _definition;

    internal FeatureSpec(FeatureDefinition definition, FeatureOptions options)
    {
        options.Validate();
        (_definition, Options) = (definition, options);
    }

    /// <summary>The name of the feature, such as "mfcc".</summary>
    public string Name => _definition.Name;

    /// <summary>The options, of the type that belongs to the feature.</summary>
    public FeatureOptions Options { get; }

    /// <summary>
    /// The names of the values in each frame, where each has one of its own, such as those of <c>egemaps</c>; null for all other features.
    /// </summary>
    public IReadOnlyList<string>? BandNames => _definition.BandNames;

    /// <summary>The name, and in brackets the options that differ from their defaults, in a fixed order: "mfcc(n_mfcc=40)".</summary>
    public override string ToString() => _definition.Write(Options);

    /// <summary>The name and what differs from the defaults; <see cref="FeatureCatalog.FromJson"/> reads it.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["name"] = Name };
        foreach (var (name, value) in _definition.Changed(Options)) json[name] = Typed(value);
        return json;
    }

    /// <inheritdoc/>
    public bool Equals(FeatureSpec? other) => other is not null && Name == other.Name && Options.Equals(other.Options);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FeatureSpec);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Options);

    private static JsonValue Typed(string value) =>
        value is "true" or "false" ? JsonValue.Create(value == "true")
        : double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? JsonValue.Create(number)
        : JsonValue.Create(value);

    internal ClipFeature Plan(FeaturePlanner planner) => _definition.Plan(Options, planner);
}
