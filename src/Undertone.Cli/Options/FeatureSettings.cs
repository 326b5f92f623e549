using System.Globalization;
using Undertone.Cli.Terminals;

namespace Undertone.Cli.Options;

/// <summary>What <c>--set</c> says of a feature.</summary>
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

        return new FeatureSettings(options.Remove("sr", out var rate) ? ParseRate(rate) : null, options);
    }

    private static int? ParseRate(string text)
    {
        if (text == "native") return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rate) && rate is >= 100 and <= 1_000_000
            ? rate
            : throw new UsageException($"--set sr={text}: expected 'native' or a sample rate from 100 to 1000000 Hz.");
    }
}
