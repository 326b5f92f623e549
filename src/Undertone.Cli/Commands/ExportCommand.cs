using System.CommandLine;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Recognition.Export;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone export --model M --format onnx|safetensors [--with-features] OUT</c></summary>
internal static class ExportCommand
{
    private const string Onnx = "onnx";
    private const string Safetensors = "safetensors";

    public static Command Create(Terminal terminal)
    {
        var model = CommonOptions.Model();
        var runs = CommonOptions.Runs();
        var format = new Option<string>("--format")
        {
            Description = "onnx: scaler and model as one graph. safetensors: the weights of a network in PyTorch's layout.",
            HelpName = "FORMAT",
            Required = true,
        };
        format.AcceptOnlyFromAmong(Onnx, Safetensors);
        var withFeatures = new Option<bool>("--with-features")
        {
            Description = "Of onnx: the features are in the graph too, and samples go in; refused where an answer would change.",
        };
        var output = new Argument<string>("OUT") { Description = "The file to write." };
        var command = new Command("export", "Write a model in a format of others: ONNX, or safetensors as PyTorch has them.")
        {
            model, format, withFeatures, runs, output,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(format) != Onnx) parsed.Refuse(withFeatures, "is for --format onnx: weights have no features.");
            var (to, bundle) = (parsed.GetValue(output)!, NamedModels.LoadBundle(parsed.GetValue(model), parsed.GetValue(runs)!));
            OutputFile.Write(to, () =>
            {
                if (parsed.GetValue(format) == Onnx) OnnxExport.Save(bundle, to, parsed.GetValue(withFeatures));
                else WeightExport.Save(bundle, to);
            });
            terminal.Message($"{to}: {bundle.Manifest.Name} as {parsed.GetValue(format)}");
            return ExitCode.Done;
        });
        return command;
    }
}
