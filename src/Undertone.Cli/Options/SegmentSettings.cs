using System.CommandLine;
using System.Globalization;
using Undertone.Cli.Terminals;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Segments;

namespace Undertone.Cli.Options;

/// <summary>The options of a command line that say how recordings are divided into segments, channels and turns.</summary>
internal sealed class SegmentSettings
{
    private static readonly StreamingOptions Defaults = StreamingOptions.Timeline;

    private readonly Option<bool> _segments = new("--segments")
    {
        Description = "Answer for the parts of each file as well: its timeline.",
    };

    private readonly Option<double> _window = Seconds(
        "--window", "Answer for each segment from so many seconds around its middle", Defaults.WindowSeconds, 0.1, 60);

    private readonly Option<double> _hop = Seconds("--hop", "Answer for a segment every so many seconds", Defaults.HopSeconds, 0.1, 60);

    private readonly Option<double> _smoothing = Seconds(
        "--smoothing", "Let scores follow what is heard this slowly; 0 for not at all", Defaults.SmoothingSeconds, 0, 3600);

    private readonly Option<bool> _merge = new("--merge") { Description = "Join neighbouring segments of one emotion." };

    private readonly Option<string> _channels = new Option<string>("--channels")
    {
        Description = "Hear the channels of a file mixed, or each for itself (default: mix).",
        HelpName = "mix|split",
        DefaultValueFactory = _ => "mix",
    }.AcceptOnlyFromAmong("mix", "split");

    private readonly Option<string?> _turns = new("--turns")
    {
        Description = "Let segments lie in the turns of speakers that a file in RTTM names.",
        HelpName = "FILE.rttm",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _segments, _window, _hop, _smoothing, _merge, _channels, _turns }) command.Add(option);
    }

    /// <summary>Whether segments are asked for, by their own option or by one that is about them.</summary>
    public bool AreAsked(ParseResult parsed) =>
        parsed.GetValue(_segments) || new Option[] { _window, _hop, _smoothing, _merge, _turns }.Any(parsed.Has);

    /// <summary>Whether segments of one emotion are joined.</summary>
    public bool Merges(ParseResult parsed) => parsed.GetValue(_merge);

    /// <summary>What is heard of several channels.</summary>
    public ChannelMode Channels(ParseResult parsed) => parsed.GetValue(_channels) == "split" ? ChannelMode.Split : ChannelMode.Mix;

    /// <summary>Window, hop and smoothing. A hop that is longer than the usual window takes the window with it.</summary>
    /// <exception cref="UsageException">The window would be shorter than the hop.</exception>
    public StreamingOptions Segmenting(ParseResult parsed)
    {
        var (window, hop) = (parsed.GetValue(_window), parsed.GetValue(_hop));
        if (!parsed.Has(_window)) window = Math.Max(window, hop);
        else if (!parsed.Has(_hop)) hop = Math.Min(window, hop);
        if (window < hop)
        {
            throw new UsageException(FormattableString.Invariant(
                $"--window {window} is shorter than --hop {hop}: a part of the recording would be heard by none. Lengthen it."));
        }

        return new StreamingOptions { WindowSeconds = window, HopSeconds = hop, SmoothingSeconds = parsed.GetValue(_smoothing) };
    }

    /// <summary>The turns that are named; null where none are.</summary>
    public SpeakerTurns? Turns(ParseResult parsed) => parsed.GetValue(_turns) is { } path ? SpeakerTurns.Load(path) : null;

    /// <summary>The turns of a file.</summary>
    /// <param name="turns">All turns.</param>
    /// <param name="file">The file, as the command line names it.</param>
    /// <param name="isOnlyOne">Whether it is the only one: turns of a single recording are then its own, whatever they call it.</param>
    /// <exception cref="InvalidDataException">There are none.</exception>
    public static IReadOnlyList<SpeakerTurn> TurnsOf(SpeakerTurns turns, string file, bool isOnlyOne)
    {
        var name = SpeakerTurns.NameOf(file);
        if (isOnlyOne && turns.Recordings.Count == 1) name = turns.Recordings.First();
        var own = turns.Of(name);
        if (own.Count > 0) return own;
        throw new InvalidDataException(
            $"no turn is said to be of a recording '{name}'; there are turns of: {string.Join(", ", turns.Recordings)}. "
            + "Give the recording that name, or bring its turns.");
    }

    private static Option<double> Seconds(string name, string what, double standard, double least, double most)
    {
        var option = new Option<double>(name)
        {
            Description = FormattableString.Invariant($"{what} (default: {standard})."),
            HelpName = "SECONDS",
            DefaultValueFactory = _ => standard,
        };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                var isNumber = double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
                if (!isNumber || (number >= least && number <= most)) continue;
                result.AddError(FormattableString.Invariant($"{name} wants seconds from {least} to {most}, not {token.Value}."));
            }
        });
        return option;
    }
}
