using System.CommandLine;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Recognition.Augmentation;
using Undertone.Recognition.Files;
using Undertone.Recognition.Recipes;
using Undertone.Sound.Audio;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone augment FILE --stages FILE.json OUT.wav</c></summary>
internal static class AugmentCommand
{
    public static Command Create(Terminal terminal, CancellationToken cancellation)
    {
        var input = new Argument<string>("FILE") { Description = "An audio file, or - for standard input." };
        var output = new Argument<string>("OUT.wav") { Description = "The file to write, PCM of 16 bits." };
        var stages = new Option<string>("--stages")
        {
            Description = "A JSON file with a list of stages, or with a recipe that has training.copies.",
            HelpName = "FILE.json",
            Required = true,
        };
        var seed = CommonOptions.Seed();
        var command = new Command("augment", "Do to a recording what a recipe does to its training copies, to hear it.")
        {
            input, output, stages, seed,
        };
        command.SetAction(parsed =>
        {
            var (from, to) = (parsed.GetValue(input)!, parsed.GetValue(output)!);
            if (from != AudioInput.StandardInput && IsSameFile(from, to))
                throw new UsageException($"{to}: this is the recording itself, which would be lost; name another file to write.");
            var augmentation = ClipAugmentation.Open(
                Stages(parsed.GetValue(stages)!), Environment.ProcessorCount, terminal.Message, cancellation);
            var clip = AudioInput.Load(terminal, from);
            var altered = augmentation.Apply(clip, (uint)parsed.GetValue(seed));
            OutputFile.Write(to, () => AtomicFile.Write(to, stream => WavWriter.Write(stream, altered)));
            return ExitCode.Done;
        });
        return command;
    }

    private static bool IsSameFile(string from, string to) =>
        File.Exists(from) && File.Exists(to) && RealPath.Of(from) == RealPath.Of(to);

    private static IReadOnlyList<AugmentationStage> Stages(string file)
    {
        if (!File.Exists(file)) throw new BadInputException($"{file}: there is no such file; name a JSON file with a list of stages.");
        try
        {
            return CopiesPlan.ParseStages(File.ReadAllText(file));
        }
        catch (RecipeException e)
        {
            throw new BadInputException($"{file}: {e.Message}", e);
        }
    }
}
