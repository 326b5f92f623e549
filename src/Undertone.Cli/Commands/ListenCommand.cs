using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Undertone.Cli.Listening;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Cli.Texts;
using Undertone.Cli.Tools;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Voices;
using Undertone.Sound.Capture;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone listen</c></summary>
internal static class ListenCommand
{
    public static Command Create(Terminal terminal, CancellationToken cancellation)
    {
        var source = new Argument<string?>("SOURCE")
        {
            Description = "- for raw PCM on standard input; the microphone where nothing is named.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var device = new Option<string?>("--device")
        {
            Description = "What to record from, as --list-devices names it (default: the system's default).",
            HelpName = "D",
        };
        var list = new Option<bool>("--list-devices") { Description = "Print what there is to record from, and end." };
        var record = new Option<string?>("--record") { Description = "Keep the sound in a new WAV file.", HelpName = "OUT.wav" };
        var model = CommonOptions.Model();
        var runs = CommonOptions.Runs();
        var voice = new Option<string?>("--voice")
        {
            Description = "Answer relative to the voice of one speaker (see 'undertone voice').",
            HelpName = "V",
        }.Suggesting(KnownWords.OfVoices);
        var json = CommonOptions.Json();
        var speak = CommonOptions.Speak();
        var transcribe = CommonOptions.Transcribe();
        var pcm = new RawPcmSettings();
        var command = new Command("listen", "Name the emotion in a voice while it is spoken; Ctrl-C ends.")
        {
            source, device, list, record, model, runs, voice, json, speak, transcribe,
        };
        pcm.AddTo(command);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(list)) return List(terminal, parsed.GetValue(json));
            var raw = parsed.GetValue(source) switch
            {
                null => false,
                AudioInput.StandardInput => true,
                var word => throw new UsageException($"{word}: listen takes - or nothing; 'undertone predict --segments' takes files."),
            };
            if (raw) parsed.Refuse(device, "and - exclude each other.");
            var recognizer = NamedModels.Load(parsed.GetValue(model), parsed.GetValue(runs)!);
            var known = parsed.GetValue(voice) is { } name ? VoiceFolder.OfUser().Load(name) : null;
            var options = new StreamingOptions { Voice = known };
            var keep = parsed.GetValue(record);
            if (keep is not null && (File.Exists(keep) || Directory.Exists(keep)))
                throw new UsageException($"--record {keep}: this is there already, and a recording replaces nothing. Name another file.");

            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
            using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, End);
            using var sound = raw
                ? SoundSource.OfStandardInput(terminal, pcm.Of(parsed))
                : SoundSource.OfMicrophone(
                    parsed.GetValue(device), pcm.RateOfMicrophone(parsed, recognizer.Manifest.Recipe.SampleRateHz), end.Token);
            var stream = new StreamingRecognizer(recognizer, sound.SampleRateHz, options);
            using var recording = keep is null ? null : Guard(keep, () => new WavRecording(keep, sound.SampleRateHz));
            using var feed = new SoundFeed(sound.Read, sound.SampleRateHz, block =>
            {
                if (recording is not null) Guard(keep!, () => recording.Write(block));
            });
            var state = new LiveState(recognizer.Labels)
            {
                Title = $"{recognizer.Manifest.Name}{(known is null ? "" : $", voice {known.Name}")}, {sound.Name}",
                Recording = keep,
            };
            using var output = Output(terminal, parsed.GetValue(json));
            void Warn(string message) => output.Warn(state, message);
            using var listener = new Listener(state, output)
            {
                Speaker = parsed.GetValue(speak) ? new Speaker(Warn, Speaker.Known) : null,
                Transcriber = parsed.GetValue(transcribe) is { } tool ? Transcriber.Of(tool, Warn) : null,
            };
            listener.Run(feed, stream, end.Token);
            return ExitCode.Done;

            void End(PosixSignalContext signal)
            {
                signal.Cancel = true;
                end.Cancel();
            }
        });
        return command;
    }

    private static ILiveOutput Output(Terminal terminal, bool json)
    {
        if (json) return new LiveJson(terminal);
        if (!terminal.ShowsScreens) return new LiveLines(terminal);
        return new LiveScreen(terminal, () => TerminalSize.Now(), Terminal.WantsColors);
    }

    private static T Guard<T>(string path, Func<T> work) => OutputFile.Guard(path, "Make room, or name another place.", work);

    private static void Guard(string path, Action work) => Guard(path, () =>
    {
        work();
        return true;
    });

    private static int List(Terminal terminal, bool json)
    {
        var devices = Microphone.Devices();
        if (json)
        {
            var items = devices.Select(d => new JsonObject { ["device"] = d.Id, ["description"] = d.Description }).ToArray<JsonNode>();
            JsonOutput.Write(terminal.Output, new JsonObject { ["devices"] = new JsonArray(items) });
        }
        else if (devices.Count > 0)
        {
            var width = devices.Max(d => d.Id.Length);
            foreach (var d in devices) terminal.Output.WriteLine($"{d.Id.PadRight(width)}  {d.Description}".TrimEnd());
        }
        else
        {
            terminal.Message(
                "note: no program names a device; arecord (alsa-utils), parec (pulseaudio-utils) and, on macOS and Windows, ffmpeg do.");
        }

        return ExitCode.Done;
    }
}
