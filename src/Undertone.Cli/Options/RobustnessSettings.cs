using System.CommandLine;
using Undertone.Recognition.Experiments.Robustness;

namespace Undertone.Cli.Options;

/// <summary>The options of a test under other conditions.</summary>
internal sealed class RobustnessSettings(string description)
{
    private readonly Option<bool> _robustness = new("--robustness") { Description = description };

    private readonly Option<string?> _noise = new("--noise")
    {
        Description = "A folder of noise recordings for --robustness (default: pink noise).",
        HelpName = "DIR",
    };

    private readonly Option<int?> _most = new Option<int?>("--max-utterances")
    {
        Description = "How many utterances --robustness tries, drawn evenly over emotions and speakers (default: all).",
        HelpName = "N",
    }.InRange(1);

    public void AddTo(Command command)
    {
        command.Add(_robustness);
        command.Add(_noise);
        command.Add(_most);
    }

    /// <summary>What was asked for; null where nothing was.</summary>
    public RobustnessOptions? Of(ParseResult parsed, int seed)
    {
        if (parsed.GetValue(_robustness))
            return new RobustnessOptions { Noise = parsed.GetValue(_noise), MaxUtterances = parsed.GetValue(_most), Seed = seed };
        foreach (var option in (Option[])[_noise, _most]) parsed.Refuse(option, "needs --robustness.");
        return null;
    }
}
