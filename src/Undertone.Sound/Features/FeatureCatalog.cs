using System.Text.Json;
using System.Text.Json.Nodes;
using Undertone.Sound.Features.Cepstral;
using Undertone.Sound.Features.Engine;
using Undertone.Sound.Features.Functionals;
using Undertone.Sound.Features.Levels;
using Undertone.Sound.Features.Pitch;
using Undertone.Sound.Features.Spectral;
using Undertone.Sound.Features.Tonal;
using Undertone.Sound.Features.Voice;
using Undertone.Words;

namespace Undertone.Sound.Features;

/// <summary>Every feature by librosa's name, or Praat's and GeMAPS' for prosody: from text, from JSON and from typed options.</summary>
public static class FeatureCatalog
{
    /// <summary>A definition is built when it is first asked for.</summary>
    private static readonly (string Name, Func<FeatureDefinition> Definition)[] All =
    [
        ("stft_magnitude", () => Stft.Definition),
        ("melspectrogram", () => MelSpectrogram.Definition),
        ("melspectrogram_db", () => MelDecibels.Definition),
        ("log_melspectrogram", () => LogMelSpectrogram.Definition),
        ("mfcc", () => Mfcc.Definition),
        ("mfcc_delta", () => Delta.FirstDefinition),
        ("mfcc_delta2", () => Delta.SecondDefinition),
        ("chroma_stft", () => ChromaStft.Definition),
        ("chroma_cqt", () => ChromaCqt.Definition),
        ("tonnetz", () => Tonnetz.Definition),
        ("spectral_contrast", () => SpectralContrast.Definition),
        ("spectral_centroid", () => SpectralCentroid.Definition),
        ("spectral_bandwidth", () => SpectralBandwidth.Definition),
        ("spectral_rolloff", () => SpectralRolloff.Definition),
        ("spectral_flatness", () => SpectralFlatness.Definition),
        ("rms", () => Rms.Definition),
        ("zero_crossing_rate", () => ZeroCrossingRate.Definition),
        ("pyin", () => Pyin.Definition),
        ("pyin_voiced_probability", () => Pyin.VoicedProbabilityDefinition),
        ("f0_semitones", () => F0Semitones.Definition),
        ("f0_semitones_delta", () => F0SemitonesDelta.Definition),
        ("jitter_local", () => Jitter.Definition),
        ("shimmer_local_db", () => Shimmer.Definition),
        ("hnr", () => Harmonicity.Definition),
        ("formants", () => Formants.Definition),
        ("formant_bandwidths", () => Formants.BandwidthDefinition),
        ("alpha_ratio", () => AlphaRatio.Definition),
        ("hammarberg_index", () => HammarbergIndex.Definition),
        ("spectral_slope", () => SpectralSlope.Definition),
        ("egemaps", () => Egemaps.Definition),
        ("waveform", () => Waveform.Definition),
        ("tuning", () => Tuning.Definition),
    ];

    /// <summary>Every name that <see cref="Parse"/> knows.</summary>
    public static IReadOnlyList<string> Names { get; } = Array.ConvertAll(All, f => f.Name);

    /// <summary>The names of a feature's options, in the order of <see cref="FeatureSpec.ToString"/>.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="FeatureOptionException">The name is unknown; the message lists what is known.</exception>
    public static IReadOnlyList<string> OptionNamesOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Find(name).OptionNames;
    }

    /// <summary>A feature from text, as the command line and recipes give it.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="options">librosa's parameter names with their values: numbers in the invariant culture, true and false, none for
    /// librosa's None. Default: all of librosa's defaults.</param>
    /// <exception cref="FeatureOptionException">The name, an option or a value is unknown or
    /// cannot work; the message lists what is known.</exception>
    public static FeatureSpec Parse(string name, IReadOnlyDictionary<string, string>? options = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        var definition = Find(name);
        var values = (options ?? new Dictionary<string, string>())
            .Select(o => KeyValuePair.Create(o.Key, new OptionValue(o.Value, OptionSource.CommandLine)));
        return new FeatureSpec(definition, definition.Read(values));
    }

    /// <summary>A feature from JSON, as recipes give it: <c>{ "name": "mfcc", "n_mfcc": 40, "center": false, "top_db": "none" }</c>.
    /// Unlike text of a command line, JSON has types, and they have to be right.</summary>
    /// <param name="json">The name and librosa's parameters: numbers, true and false,
    /// words in small letters, "none" for librosa's None.</param>
    /// <exception cref="FeatureOptionException">The name, an option or a value is unknown, has the wrong type or cannot work; the message
    /// lists what is known.</exception>
    public static FeatureSpec FromJson(JsonObject json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (json["name"]?.GetValueKind() != JsonValueKind.String)
        {
            throw new FeatureOptionException("A feature needs a name, such as { \"name\": \"mfcc\" }.");
        }

        var definition = Find(json["name"]!.GetValue<string>());
        var values = json.Where(o => o.Key != "name").Select(o => KeyValuePair.Create(o.Key, Value(o.Key, o.Value)));
        return new FeatureSpec(definition, definition.Read(values));

        OptionValue Value(string key, JsonNode? node)
        {
            try
            {
                return OptionValue.Of(node);
            }
            catch (FormatException e)
            {
                var text = node?.ToJsonString() ?? "null";
                throw new FeatureOptionException($"{definition.Name}: {key}={text} cannot be read; it has to be {e.Message}.", e);
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
        var definition = Find(name);
        if (options is not null && options.GetType() != definition.Defaults.GetType())
        {
            throw new FeatureOptionException(
                $"The options of {name} are {definition.Defaults.GetType().Name}, not {options.GetType().Name}.");
        }

        return new FeatureSpec(definition, options ?? definition.Defaults);
    }

    private static FeatureDefinition Find(string name)
    {
        foreach (var (known, definition) in All)
        {
            if (known == name) return definition();
        }

        throw new FeatureOptionException(
            $"There is no feature {name}{NearestWord.Hint(name, Names)}. The features are {string.Join(", ", Names)}.");
    }
}
