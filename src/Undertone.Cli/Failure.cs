using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Learning.Neural;
using Undertone.Onnx.Runtime;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Encoders;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Export;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Inference.Voices;
using Undertone.Recognition.Recipes;
using Undertone.Sound.Audio;
using Undertone.Sound.Capture;

namespace Undertone.Cli;

/// <summary>
/// What went wrong as a message and an exit code. The words of an exception are printed only where they were written for people.
/// </summary>
internal static class Failure
{
    /// <summary>Tells of an exception on standard error.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Report(Exception exception, Terminal terminal)
    {
        var (code, text) = Of(exception);
        terminal.Complain("undertone: " + text);
        if (terminal.Verbose) terminal.Complain(exception.ToString());
        return code;
    }

    /// <summary>One of <see cref="ExitCode"/>, and a sentence for people.</summary>
    public static (int Code, string Text) Of(Exception exception) => exception switch
    {
        // Of several that failed at once the same one is told each time.
        AggregateException many => Of(many.Flatten().InnerExceptions.OrderBy(e => e.Message, StringComparer.Ordinal).First()),
        OperationCanceledException => (ExitCode.Interrupted, Interruption(exception.Message)),
        UsageException => (ExitCode.Usage, exception.Message),
        ExperimentOptionException e => (ExitCode.Usage, $"{CommonOptions.NameOf(e)}: {e.Fault}"),
        FailedException or OutputException or TrainingDivergedException or MicrophoneException or OnnxRuntimeMissingException =>
            (ExitCode.Failed, exception.Message),
        BadInputException or AudioFormatException or ModelFormatException or EncoderFormatException or VoiceException
            or ExportException or RecipeException or CorpusException or InvalidDataException or FileNotFoundException =>
            (ExitCode.BadInput, exception.Message),
        ArgumentException { ParamName: null } => (ExitCode.Failed, exception.Message),
        OutOfMemoryException => (ExitCode.Failed, "there is not enough memory for this. Give less data at a time, or fewer --threads."),
        IOException or UnauthorizedAccessException =>
            (ExitCode.Failed, $"a file or folder could not be read or written ({SystemReason.Of(exception)}); --verbose shows which."),
        _ => (ExitCode.Failed, $"Undertone itself failed ({exception.GetType().Name}). Please report what --verbose prints."),
    };

    /// <summary>An interruption says how to go on, or nothing of its own.</summary>
    private static string Interruption(string message) =>
        message == new OperationCanceledException().Message || message == new TaskCanceledException().Message ? "interrupted" : message;
}
