using System.Globalization;
using System.Text;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Recognition.Files;
using Undertone.Recognition.Tables;
using Undertone.Sound.Audio;
using Undertone.Sound.Features.Engine;

namespace Undertone.Cli.Tools;

/// <summary>Features of one file, frame by frame.</summary>
internal static class FrameFeatures
{
    /// <summary>Computes and writes them.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Write(Terminal terminal, string path, IReadOnlyList<FeatureSpec> features, int? rateHz, string target)
    {
        var ending = target == OutputEnding.StandardOutput ? ".csv" : OutputEnding.Of(target, ".npy", ".npz", ".csv");
        if (ending == ".npy" && features.Count > 1)
        {
            throw new UsageException(
                $"{target}: an .npy file holds one array, and {features.Count} features are asked for: name .npz or .csv, or give --pool.");
        }

        var clip = AudioInput.Load(terminal, path, rateHz);
        var matrices = Extract(features, clip, path);
        if (target == OutputEnding.StandardOutput) WriteCsv(terminal.Output, features, matrices);
        else OutputFile.Write(target, () => AtomicFile.Write(target, stream => WriteTo(stream, ending, features, matrices)));
        for (var i = 0; i < matrices.Length; i++)
        {
            var (m, spec) = (matrices[i], features[i]);
            var shape = m.IsVector ? $"[{m.Frames}]" : $"[{m.Bands}, {m.Frames}]";
            terminal.Message(string.Create(CultureInfo.InvariantCulture, $"{target}: {spec} of {path} at {clip.SampleRateHz} Hz, {shape}"));
        }

        return ExitCode.Done;
    }

    private static void WriteTo(Stream stream, string ending, IReadOnlyList<FeatureSpec> features, FeatureMatrix[] matrices)
    {
        if (ending == ".npy")
        {
            matrices[0].SaveNpy(stream);
        }
        else if (ending == ".npz")
        {
            using var archive = new ArrayArchive(stream);
            for (var i = 0; i < matrices.Length; i++) archive.Add(features[i].Name, matrices[i]);
        }
        else
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
            WriteCsv(writer, features, matrices);
        }
    }

    private static void WriteCsv(TextWriter writer, IReadOnlyList<FeatureSpec> features, FeatureMatrix[] matrices)
    {
        try
        {
            FrameTableFile.WriteCsv(writer, features, matrices);
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private static FeatureMatrix[] Extract(IReadOnlyList<FeatureSpec> features, AudioClip clip, string path)
    {
        try
        {
            return new FeatureExtractor(features, clip.SampleRateHz).Extract(clip.Samples);
        }
        catch (ArgumentException e)
        {
            throw new BadInputException($"{path}: {e.Message}", e);
        }
    }
}
