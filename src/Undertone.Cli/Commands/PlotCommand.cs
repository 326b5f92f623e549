using System.CommandLine;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Recognition.Pictures;
using Undertone.Sound.Audio;
using Undertone.Sound.Features;
using Undertone.Sound.Features.Engine;
using Undertone.Words;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone plot FILE --feature NAME --output OUT.svg|OUT.png|OUT.pdf</c></summary>
internal static class PlotCommand
{
    public static Command Create(Terminal terminal)
    {
        var defaults = new PictureOptions();
        var file = new Argument<string>("FILE") { Description = "An audio file, or - for standard input." };
        var feature = new Option<string>("--feature")
        {
            Description = "What to draw: " + string.Join(", ", FeaturePicture.Names) + ".",
            HelpName = "NAME",
            DefaultValueFactory = _ => "spectrogram",
        }.Suggesting(FeaturePicture.Names);
        var set = CommonOptions.Set();
        var output = new Option<string>("--output")
        {
            Description = "The picture: a file that ends in .svg, .png or .pdf, or - for SVG on standard output.",
            HelpName = "OUT.svg",
            Required = true,
        };
        var axis = new Option<string>("--frequency-axis")
        {
            Description = "Of a spectrogram: linear, log or mel.",
            HelpName = "AXIS",
            DefaultValueFactory = _ => defaults.FrequencyAxis,
        }.Suggesting(["linear", "log", "mel"]);
        var colors = new Option<string>("--colors")
        {
            Description = "The colours of values: auto (blue to red around 0 where a feature has both signs, else magma), magma, viridis "
                + "or blue-red.",
            HelpName = "MAP",
            DefaultValueFactory = _ => defaults.ColorMap,
        }.Suggesting(["auto", "magma", "viridis", "blue-red"]);
        var width = new Option<int>("--width")
        {
            Description = "Pixels across.",
            HelpName = "N",
            DefaultValueFactory = _ => defaults.WidthPixels,
        };
        var height = new Option<int>("--height")
        {
            Description = "Pixels down.",
            HelpName = "N",
            DefaultValueFactory = _ => defaults.HeightPixels,
        };
        var range = new PictureRange();
        var command = new Command("plot", "Draw the waveform, the spectrogram or any feature as a picture: SVG, PNG or PDF.")
        {
            file, feature, set, output, axis, colors, width, height,
        };
        range.AddTo(command);
        command.SetAction(parsed =>
        {
            var picture = range.Of(parsed) with
            {
                FrequencyAxis = parsed.GetValue(axis)!,
                ColorMap = parsed.GetValue(colors)!,
                WidthPixels = parsed.GetValue(width),
                HeightPixels = parsed.GetValue(height),
            };
            Check(picture);
            var target = parsed.GetValue(output)!;
            OutputEnding.Of(target, [.. PictureFile.Endings]);
            var drawn = parsed.GetValue(feature)!;
            // A feature that makes no picture is told so, with what it is.
            if (!FeaturePicture.Names.Contains(drawn) && !FeatureCatalog.Names.Contains(drawn))
            {
                throw new UsageException(
                    $"--feature {drawn}: there is nothing of that name to draw{NearestWord.Hint(drawn, FeaturePicture.Names)}; there are "
                    + $"{string.Join(", ", FeaturePicture.Names)}.");
            }

            range.Check(parsed, drawn);
            if (parsed.GetValue(feature) is not ("spectrogram" or "stft_magnitude"))
            {
                parsed.Refuse(axis, $"is for a spectrogram, and {parsed.GetValue(feature)} is drawn.");
            }

            if (parsed.GetValue(feature) == "waveform") parsed.Refuse(colors, "has no use for a waveform, which is a line.");
            var settings = FeatureSettings.Parse(parsed.GetValue(set));
            var path = parsed.GetValue(file)!;
            var clip = AudioInput.Load(terminal, path, settings.RateHz);
            var svg = Draw(clip, parsed.GetValue(feature)!, path, settings.Options, picture);
            if (target == OutputEnding.StandardOutput) terminal.Output.Write(svg);
            else OutputFile.Write(target, () => PictureFile.Write(target, svg));
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

    private static string Draw(
        AudioClip clip, string feature, string path, IReadOnlyDictionary<string, string> options, PictureOptions picture)
    {
        try
        {
            return FeaturePicture.Draw(clip, feature, AudioInput.Title(path), options, picture);
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
