using System.CommandLine;
using System.Globalization;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Recognition.Files;
using Undertone.Sound.Audio;
using Undertone.Sound.Features;
using Undertone.Sound.Features.Engine;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone features FILE --feature NAME --output OUT.npy</c></summary>
internal static class FeaturesCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "An audio file, or - for standard input." };
        var feature = new Option<string>("--feature")
        {
            Description = "Its name, librosa's where it has one: " + string.Join(", ", FeatureCatalog.Names) + ".",
            HelpName = "NAME",
            Required = true,
        };
        var set = CommonOptions.Set();
        var output = new Option<string>("--output")
        {
            Description = "The .npy file, [bands, frames] in 32-bit floats as librosa returns it.",
            HelpName = "OUT.npy",
            Required = true,
        };
        var command = new Command("features", "Compute one feature matrix with librosa's names, defaults and numbers.")
        {
            file, feature, set, output,
        };
        command.SetAction(parsed =>
        {
            var settings = FeatureSettings.Parse(parsed.GetValue(set));
            var spec = Parse(parsed.GetValue(feature)!, settings.Options);
            var path = parsed.GetValue(file)!;
            var clip = AudioInput.Load(terminal, path, settings.RateHz);
            var matrix = Extract(spec, clip, path);
            var target = parsed.GetValue(output)!;
            OutputFile.Write(target, () => AtomicFile.Write(target, matrix.SaveNpy));
            var shape = matrix.IsVector ? $"[{matrix.Frames}]" : $"[{matrix.Bands}, {matrix.Frames}]";
            terminal.Message(string.Create(CultureInfo.InvariantCulture, $"{target}: {spec} of {path} at {clip.SampleRateHz} Hz, {shape}"));
            return ExitCode.Done;
        });
        return command;
    }

    private static FeatureSpec Parse(string name, IReadOnlyDictionary<string, string> options)
    {
        try
        {
            return FeatureCatalog.Parse(name, options);
        }
        catch (FeatureOptionException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private static FeatureMatrix Extract(FeatureSpec spec, AudioClip clip, string path)
    {
        try
        {
            return new FeatureExtractor([spec], clip.SampleRateHz).Extract(clip.Samples)[0];
        }
        catch (ArgumentException e)
        {
            throw new BadInputException($"{path}: {e.Message}", e);
        }
    }
}
