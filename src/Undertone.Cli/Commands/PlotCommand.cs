using System.CommandLine;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Recognition.Pictures;
using Undertone.Sound.Audio;
using Undertone.Sound.Features.Engine;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone plot FILE --feature NAME --output OUT.svg</c></summary>
internal static class PlotCommand
{
    public static Command Create(Terminal terminal)
    {
        var defaults = new PictureOptions();
        var file = new Argument<string>("FILE") { Description = "An audio file, or - for standard input." };
        var feature = new Option<string>("--feature") { Description = "What to draw: " + string.Join(", ", FeaturePicture.Names) + ".", HelpName = "NAME", DefaultValueFactory = _ => "spectrogram" };
        var set = CommonOptions.Set();
        var output = new Option<string>("--output") { Description = "The SVG file.", HelpName = "OUT.svg", Required = true };
        var axis = new Option<string>("--frequency-axis") { Description = "Of a spectrogram: linear, log or mel.", HelpName = "AXIS", DefaultValueFactory = _ => defaults.FrequencyAxis };
        var colors = new Option<string>("--colors") { Description = "The colours of values: magma or viridis.", HelpName = "MAP", DefaultValueFactory = _ => defaults.ColorMap };
        var width = new Option<int>("--width") { Description = "Pixels across.", HelpName = "N", DefaultValueFactory = _ => defaults.WidthPixels };
        var height = new Option<int>("--height") { Description = "Pixels down.", HelpName = "N", DefaultValueFactory = _ => defaults.HeightPixels };
        var command = new Command("plot", "Draw the waveform, the spectrogram or any feature as an SVG picture.") { file, feature, set, output, axis, colors, width, height };
        command.SetAction(parsed =>
        {
            var picture = defaults with { FrequencyAxis = parsed.GetValue(axis)!, ColorMap = parsed.GetValue(colors)!, WidthPixels = parsed.GetValue(width), HeightPixels = parsed.GetValue(height) };
            Check(picture);
            var options = (parsed.GetValue(set) ?? []).Select(CommonOptions.Split).ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal);
            var rate = options.Remove("sr", out var sr) ? CommonOptions.ParseRate(sr) : null;
            var path = parsed.GetValue(file)!;
            var clip = path == "-" ? AudioClip.Load(terminal.OpenInput(), "-", rate) : AudioClip.Load(path, rate);
            var target = parsed.GetValue(output)!;
            PictureFile.Write(target, Draw(clip, parsed.GetValue(feature)!, path, options, picture));
            terminal.Message($"{target}: {parsed.GetValue(feature)} of {path} at {clip.SampleRateHz} Hz");
            return ExitCode.Done;
        });
        return command;
    }

    private static void Check(PictureOptions picture)
    {
        try
        {
            picture.Validate();
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private static string Draw(AudioClip clip, string feature, string path, Dictionary<string, string> options, PictureOptions picture)
    {
        try
        {
            return FeaturePicture.Draw(clip, feature, path == "-" ? "standard input" : Path.GetFileName(path), options, picture);
        }
        catch (FeatureOptionException e)
        {
            throw new UsageException(e.Message);
        }
        catch (ArgumentException e)
        {
            throw new BadInputException($"{path}: {e.Message}", e);
        }
    }
}
