using Undertone.Cli.Terminals;
using Undertone.Sound.Audio;

namespace Undertone.Cli.Tools;

/// <summary>
/// Words through a recogniser that the user names. Where it is missing, that is told once and there are no words; where it fails on some
/// audio, that is told and that audio has none.
/// </summary>
internal sealed class Transcriber
{
    private readonly WordRecognizer _recognizer;
    private readonly string? _folder;
    private readonly string? _model;
    private readonly Action<string> _tell;
    private IReadOnlyList<string> _programs;

    private Transcriber(WordRecognizer recognizer, string? folder, IReadOnlyList<string> programs, string? model, Action<string> tell) =>
        (_recognizer, _folder, _programs, _model, _tell) = (recognizer, folder, programs, model, tell);

    /// <summary>The recogniser that a word names.</summary>
    /// <param name="word"><c>TOOL</c> or <c>TOOL=MODEL</c>; TOOL is a known name, or a path to a program of that name.</param>
    /// <param name="tell">Told what goes wrong.</param>
    /// <exception cref="UsageException">No such recogniser is known.</exception>
    public static Transcriber Of(string word, Action<string> tell)
    {
        var at = word.IndexOf('=', StringComparison.Ordinal);
        var (tool, model) = at < 0 ? (word, null) : (word[..at], word[(at + 1)..]);
        var (folder, name) = (Path.GetDirectoryName(tool), Path.GetFileNameWithoutExtension(tool));
        var recognizer = WordRecognizer.Known.FirstOrDefault(r => r.Tool == name || r.Programs.Contains(name)) ?? throw new UsageException(
            $"--transcribe {word}: this recogniser is not known; there are: {string.Join(", ", WordRecognizer.Known.Select(r => r.Tool))}. "
            + "Name one, or the path of its program, and behind = its model.");
        IReadOnlyList<string> programs = recognizer.Tool == name ? recognizer.Programs : [name];
        return new Transcriber(recognizer, folder, programs, model, tell);
    }

    /// <summary>Whether the recogniser is not known to be missing.</summary>
    public bool IsThere => _programs.Count > 0;

    /// <summary>The words in a clip; null where there is no recogniser, or it failed.</summary>
    /// <param name="clip">The audio.</param>
    /// <param name="what">What messages call it.</param>
    /// <param name="cancellation">Ends it.</param>
    public string? Words(AudioClip clip, string what, CancellationToken cancellation)
    {
        if (!IsThere) return null;
        var folder = Directory.CreateTempSubdirectory("undertone-words-").FullName;
        try
        {
            var file = Path.Combine(folder, "clip.wav");
            WavWriter.Write(file, clip.Resample(SpeechTrack.RateHz));
            return Words(file, what, cancellation);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The words in a WAV file of 16 kHz; null where there is no recogniser, or it failed.</summary>
    /// <param name="file">The file.</param>
    /// <param name="what">What messages call it.</param>
    /// <param name="cancellation">Ends it.</param>
    public string? Words(string file, string what, CancellationToken cancellation)
    {
        while (_programs.Count > 0)
        {
            var program = _programs[0];
            var arguments = _recognizer.Arguments(program, file, _model);
            var path = string.IsNullOrEmpty(_folder) ? program : Path.Combine(_folder, program);
            if (SystemTool.Run(path, arguments, "", cancellation) is { } outcome)
            {
                if (outcome.Failure is null) return _recognizer.Words(program, outcome.Output);
                _tell($"note: {what}: no words, {program} failed ({outcome.Failure})");
                return null;
            }

            _programs = [.. _programs.Skip(1)];
        }

        _tell($"warning: --transcribe: {_recognizer.Tool} is not installed, so there are no words ({_recognizer.Install}).");
        return null;
    }
}
