using System.Globalization;
using Undertone.Cli.Terminals;
using Undertone.Sound.Features;
using Undertone.Sound.Features.Engine;

namespace Undertone.Cli.Options;

/// <summary>What <c>--set</c> says of features.</summary>
/// <param name="RateHz">The sample rate of <c>sr=</c> in Hz, or null for the file's own.</param>
/// <param name="Options">librosa's parameter names with their values.</param>
internal sealed record FeatureSettings(int? RateHz, IReadOnlyDictionary<string, string> Options)
{
    /// <exception cref="UsageException">A setting is malformed, stands twice, or names an impossible rate.</exception>
    public static FeatureSettings Parse(IEnumerable<string>? settings)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in (settings ?? []).Select(CommonOptions.Split))
        {
            if (!options.TryAdd(key, value)) throw new UsageException($"--set {key}: this key is set twice.");
        }

        return new FeatureSettings(options.Remove("sr", out var rate) ? ParseRate(rate, "--set sr=") : null, options);
    }

    /// <summary>The features of these names, each with the settings that it has; a setting that none has is refused.</summary>
    /// <exception cref="UsageException">A name, key or value is unknown or cannot work.</exception>
    public FeatureSpec[] Features(IReadOnlyList<string> names)
    {
        if (names.Count != names.Distinct().Count()) throw new UsageException("--feature names one twice: name each once.");
        try
        {
            var known = names.Select(FeatureCatalog.OptionNamesOf).ToArray();
            foreach (var key in Options.Keys.Where(key => names.Count > 1 && !known.Any(k => k.Contains(key))))
            {
                var all = string.Join(", ", known.SelectMany(k => k).Distinct());
                throw new UsageException($"--set {key}: none of {string.Join(", ", names)} has this option; their options are {all}.");
            }

            return [.. names.Select((name, i) => FeatureCatalog.Parse(
                name, names.Count == 1 ? Options : Options.Where(o => known[i].Contains(o.Key)).ToDictionary()))];
        }
        catch (FeatureOptionException e)
        {
            throw new UsageException(e.Message);
        }
    }

    /// <summary>A sample rate in Hz, or null for the file's own, <c>native</c>.</summary>
    /// <exception cref="UsageException">It is neither.</exception>
    public static int? ParseRate(string text, string option)
    {
        if (text == "native") return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rate) && rate is >= 100 and <= 1_000_000
            ? rate
            : throw new UsageException($"{option}{text}: expected 'native' or a sample rate from 100 to 1000000 Hz.");
    }
}
