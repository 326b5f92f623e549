using System.CommandLine;
using Undertone.Recognition.Pictures;

namespace Undertone.Cli.Options;

/// <summary>What part of a feature a picture shows, and what is drawn over it.</summary>
internal sealed class PictureRange
{
    private readonly Option<double?> _from = new("--from") { Description = "Where the picture begins.", HelpName = "SECONDS" };
    private readonly Option<double?> _to = new("--to") { Description = "Where the picture ends.", HelpName = "SECONDS" };

    private readonly Option<double?> _highest = new("--fmax")
    {
        Description = "The highest frequency of a spectrogram or mel spectrogram.",
        HelpName = "HZ",
    };

    private readonly Option<bool> _kilohertz = new("--khz") { Description = "Write frequencies in kHz." };

    private readonly Option<int> _skip = new("--skip")
    {
        Description = "Leave out the first N rows, such as 1 for mfcc without the coefficient of loudness.",
        HelpName = "N",
        DefaultValueFactory = _ => 0,
    };

    private readonly Option<bool> _pitch = new("--f0") { Description = "Draw the pitch over a spectrogram or mel spectrogram." };
    private readonly Option<bool> _speech = new("--speech") { Description = "Show above the picture where somebody speaks." };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_from, _to, _highest, _kilohertz, _skip, _pitch, _speech]) command.Add(option);
    }

    /// <summary>What was asked for.</summary>
    public PictureOptions Of(ParseResult parsed) => new()
    {
        FromSeconds = parsed.GetValue(_from),
        ToSeconds = parsed.GetValue(_to),
        HighestHz = parsed.GetValue(_highest),
        Kilohertz = parsed.GetValue(_kilohertz),
        Skip = parsed.GetValue(_skip),
        Pitch = parsed.GetValue(_pitch),
        Speech = parsed.GetValue(_speech),
    };

    /// <summary>Refuses what the feature has not: frequencies, or rows that could be left out.</summary>
    /// <exception cref="Terminals.UsageException">An option has no use for the feature.</exception>
    public void Check(ParseResult parsed, string feature)
    {
        var frequencies = feature is "spectrogram" or "stft_magnitude" || feature.Contains("melspectrogram", StringComparison.Ordinal);
        foreach (var option in (Option[])[_highest, _kilohertz, _pitch])
        {
            if (!frequencies) parsed.Refuse(option, $"is for a spectrogram or mel spectrogram, and {feature} is drawn.");
        }

        if (frequencies || feature == "waveform") parsed.Refuse(_skip, $"is for features of several rows, and {feature} is drawn.");
    }
}
