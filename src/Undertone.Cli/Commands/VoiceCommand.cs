using System.CommandLine;
using System.Text.Json.Nodes;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Cli.Texts;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Voices;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone voice enroll|list|show|delete</c></summary>
internal static class VoiceCommand
{
    public static Command Create(Terminal terminal, CancellationToken cancellation) =>
        new("voice", "What is known of a speaker, so that answers are relative to that voice; numbers only, no audio.")
        {
            CreateEnroll(terminal, cancellation),
            CreateList(terminal),
            CreateShow(terminal),
            CreateDelete(terminal),
        };

    private static Command CreateEnroll(Terminal terminal, CancellationToken cancellation)
    {
        var name = new Argument<string>("NAME") { Description = "What the speaker is called." };
        var paths = new Argument<string[]>("CLIP")
        {
            Description = "Speech of that one person: audio files, folders or patterns; five clips or more, of different emotions.",
            Arity = ArgumentArity.OneOrMore,
        };
        var neutral = new Option<bool>("--neutral") { Description = "All clips are spoken neutrally: of these a few serve best." };
        var recursive = new Option<bool>("--recursive") { Description = "Look into sub-folders too." };
        var (model, runs, json) = (CommonOptions.Model(), CommonOptions.Runs(), CommonOptions.Json());
        var command = new Command("enroll", "Get to know a speaker; a voice of the same name is replaced.")
        {
            name, paths, neutral, recursive, model, runs, json,
        };
        command.SetAction(parsed =>
        {
            var who = parsed.GetValue(name)!;
            if (VoiceName.Fault(who) is { } fault) throw new UsageException($"'{who}' cannot name a voice: {fault}.");
            var inputs = PredictInputs.Of(parsed.GetValue(paths)!, parsed.GetValue(recursive), parsed.GetValue(model) is not null);
            foreach (var note in inputs.PassedOver) terminal.Message("note: " + note);
            var recognizer = NamedModels.Load(parsed.GetValue(model), parsed.GetValue(runs)!);
            var enrollment = recognizer.BeginEnrollment(who, parsed.GetValue(neutral));
            var bad = inputs.Items.Count(input => !TryAdd(terminal, enrollment, input, cancellation));
            var voice = enrollment.ToVoice();
            var folder = VoiceFolder.OfUser();
            OutputFile.Guard(folder.FullPath, "An older voice of that name is as it was.", () =>
            {
                folder.Save(voice);
                return true;
            });
            foreach (var warning in voice.Warnings) terminal.Message($"warning: the voice '{who}': {warning}");
            Print(terminal, parsed.GetValue(json), voice);
            return bad > 0 ? ExitCode.BadInput : ExitCode.Done;
        });
        return command;
    }

    private static Command CreateList(Terminal terminal)
    {
        var json = CommonOptions.Json();
        var command = new Command("list", "All voices that are kept.") { json };
        command.SetAction(parsed =>
        {
            var folder = VoiceFolder.OfUser();
            var voices = folder.Names().Select(folder.Load).ToArray();
            if (parsed.GetValue(json))
            {
                var described = new JsonArray([.. voices.Select(v => (JsonNode)v.Describe())]);
                JsonOutput.Write(terminal.Output, new JsonObject { ["folder"] = folder.FullPath, ["voices"] = described });
            }
            else if (voices.Length > 0) VoiceText.Write(terminal.Output, voices);
            else terminal.Message($"{folder.FullPath}: no voices; 'undertone voice enroll NAME CLIP...' makes one");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateShow(Terminal terminal)
    {
        var name = Existing();
        var json = CommonOptions.Json();
        var command = new Command("show", "What is known of a voice.") { name, json };
        command.SetAction(parsed =>
        {
            var voice = VoiceFolder.OfUser().Load(parsed.GetValue(name)!);
            foreach (var warning in voice.Warnings) terminal.Message($"warning: the voice '{voice.Name}': {warning}");
            Print(terminal, parsed.GetValue(json), voice);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateDelete(Terminal terminal)
    {
        var name = Existing();
        var json = CommonOptions.Json();
        var command = new Command("delete", "Forget a voice.") { name, json };
        command.SetAction(parsed =>
        {
            var (folder, who) = (VoiceFolder.OfUser(), parsed.GetValue(name)!);
            OutputFile.Guard(folder.FullPath, "The voice is still there.", () =>
            {
                folder.Delete(who);
                return true;
            });
            if (parsed.GetValue(json)) JsonOutput.Write(terminal.Output, new JsonObject { ["deleted"] = who });
            else terminal.Message($"{who}: forgotten");
            return ExitCode.Done;
        });
        return command;
    }

    private static Argument<string> Existing() =>
        new Argument<string>("V") { Description = "The name of a voice." }.Suggesting(KnownWords.OfVoices);

    /// <summary>Adds a clip; false, with a word on standard error, where it cannot be heard.</summary>
    private static bool TryAdd(Terminal terminal, VoiceEnrollment enrollment, FilePrediction input, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var error = input.Error;
        try
        {
            if (error is null && !enrollment.Add(AudioInput.Read(terminal, input.File)))
                terminal.Message($"note: {input.File}: nobody speaks here, so it is left out");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            error = PredictionError.Of(input.File, e);
        }

        if (error is null) return true;
        terminal.Complain("undertone: " + error.Message);
        if (terminal.Verbose && error.Exception is { } exception) terminal.Complain(exception.ToString());
        return false;
    }

    private static void Print(Terminal terminal, bool json, Voice voice)
    {
        if (json) JsonOutput.Write(terminal.Output, voice.Describe());
        else VoiceText.Write(terminal.Output, [voice]);
    }
}
