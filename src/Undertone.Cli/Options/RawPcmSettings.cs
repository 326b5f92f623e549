using System.CommandLine;
using Undertone.Cli.Terminals;
using Undertone.Sound.Capture;

namespace Undertone.Cli.Options;

/// <summary>The options of a command line that say what raw PCM is.</summary>
internal sealed class RawPcmSettings
{
    private static readonly RawPcmFormat Defaults = new();

    private readonly Option<int?> _rate = new Option<int?>("--rate")
    {
        Description = $"Samples a second (default: {Defaults.SampleRateHz}; for a microphone what the model hears at, at least that).",
        HelpName = "HZ",
    }.InRange(100, 1_000_000);

    private readonly Option<int> _channels = new Option<int>("--channels")
    {
        Description = "Interleaved channels of standard input.",
        HelpName = "N",
        DefaultValueFactory = _ => Defaults.Channels,
    }.InRange(1, 64);

    private readonly Option<string> _encoding = new Option<string>("--encoding")
    {
        Description = "How samples of standard input are stored.",
        HelpName = "E",
        DefaultValueFactory = _ => Defaults.Encoding,
    }.AcceptOnlyFromAmong([.. RawPcmFormat.Encodings]);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _rate, _channels, _encoding }) command.Add(option);
    }

    /// <summary>What standard input holds.</summary>
    public RawPcmFormat Of(ParseResult parsed) => new()
    {
        SampleRateHz = parsed.GetValue(_rate) ?? Defaults.SampleRateHz,
        Channels = parsed.GetValue(_channels),
        Encoding = parsed.GetValue(_encoding)!,
    };

    /// <summary>The rate that a microphone is recorded at.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="modelRateHz">What the model hears at.</param>
    /// <exception cref="UsageException">An option is given that is for standard input.</exception>
    public int RateOfMicrophone(ParseResult parsed, int modelRateHz)
    {
        foreach (var option in new Option[] { _channels, _encoding }) parsed.Refuse(option, "is for raw PCM on standard input (-).");
        return parsed.GetValue(_rate) ?? Math.Max(Defaults.SampleRateHz, modelRateHz);
    }
}
