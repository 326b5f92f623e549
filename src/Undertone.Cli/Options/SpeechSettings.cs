using System.CommandLine;
using System.Globalization;
using Undertone.Cli.Terminals;
using Undertone.Recognition.Hearing;

namespace Undertone.Cli.Options;

/// <summary>The options of a command line that say how probabilities of speech become spans.</summary>
internal sealed class SpeechSettings
{
    private static readonly SpeechOptions Defaults = new();

    private readonly Option<double> _threshold =
        Probability("--threshold", "Speech begins at this probability", Defaults.Threshold);

    private readonly Option<double> _endThreshold =
        Probability("--end-threshold", "Speech ends below this probability", Defaults.EndThreshold);

    private readonly Option<double> _leastSpeech =
        Seconds("--least-speech", "Shorter speech is left out", Defaults.LeastSpeechSeconds);

    private readonly Option<double> _leastPause =
        Seconds("--least-pause", "Shorter pauses belong to the speech around them", Defaults.LeastPauseSeconds);

    private readonly Option<double> _margin =
        Seconds("--margin", "What is added before and behind each span", Defaults.MarginSeconds);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new[] { _threshold, _endThreshold, _leastSpeech, _leastPause, _margin }) command.Add(option);
    }

    /// <summary>What was given. Where only the begin is lowered, the end comes down with it.</summary>
    /// <exception cref="UsageException">Speech would have to end before it can begin.</exception>
    public SpeechOptions Of(ParseResult parsed)
    {
        var (begin, end) = (parsed.GetValue(_threshold), parsed.GetValue(_endThreshold));
        if (!parsed.Has(_endThreshold)) end = Math.Min(end, begin);
        if (end > begin)
        {
            throw new UsageException(FormattableString.Invariant(
                $"--end-threshold {end} lies above --threshold {begin}: speech would end where it begins. Lower it."));
        }

        return new SpeechOptions
        {
            Threshold = begin,
            EndThreshold = end,
            LeastSpeechSeconds = parsed.GetValue(_leastSpeech),
            LeastPauseSeconds = parsed.GetValue(_leastPause),
            MarginSeconds = parsed.GetValue(_margin),
        };
    }

    private static Option<double> Probability(string name, string what, double standard) =>
        Number(name, "P", what, standard, v => v is > 0 and < 1, "above 0 and below 1");

    private static Option<double> Seconds(string name, string what, double standard) =>
        Number(name, "SECONDS", what, standard, v => v >= 0 && double.IsFinite(v), "of seconds of at least 0");

    private static Option<double> Number(string name, string help, string what, double standard, Func<double, bool> fits, string range)
    {
        var option = new Option<double>(name)
        {
            Description = what + ".",
            HelpName = help,
            DefaultValueFactory = _ => standard,
        };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                var isNumber = double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
                if (isNumber && !fits(number)) result.AddError($"{name} wants a number {range}, not {token.Value}.");
            }
        });
        return option;
    }
}
