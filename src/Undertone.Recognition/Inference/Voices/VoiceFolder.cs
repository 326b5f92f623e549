using Undertone.Recognition.Files;

namespace Undertone.Recognition.Inference.Voices;

/// <summary>A folder of voices, one JSON file each, which only the user may read where the system knows of users.</summary>
/// <param name="path">The folder; made when the first voice is kept.</param>
public sealed class VoiceFolder(string path)
{
    private const string Ending = ".json";
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The folder.</summary>
    public string FullPath { get; } = Path.GetFullPath(path);

    /// <summary>
    /// The user's own: <c>undertone/voices</c> in <c>$XDG_DATA_HOME</c> or, without that, in <c>%LOCALAPPDATA%</c>,
    /// <c>~/Library/Application Support</c> or <c>~/.local/share</c>.
    /// </summary>
    public static VoiceFolder OfUser() => new(Path.Combine(DataFolder.OfUser(), "voices"));

    /// <summary>Keeps a voice; one of the same name is replaced.</summary>
    /// <param name="voice">The voice.</param>
    /// <exception cref="VoiceException">Its name cannot be that of a file.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">This program may not write there.</exception>
    public void Save(Voice voice)
    {
        ArgumentNullException.ThrowIfNull(voice);
        var file = FileOf(voice.Name);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(FullPath);
        else Directory.CreateDirectory(FullPath, OwnFile | UnixFileMode.UserExecute);
        AtomicFile.WriteText(file, JsonFile.TextOf(voice.ToJson()), OwnFile);
    }

    /// <summary>Reads a voice.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="VoiceException">There is none of that name, or its file is damaged or cannot be read.</exception>
    public Voice Load(string name)
    {
        var file = Existing(name);
        try
        {
            return Voice.FromJson(JsonFile.Read(file));
        }
        catch (DamagedJsonException e)
        {
            throw new VoiceException($"{file}: this voice is damaged: {e.Message} Delete it and enroll the speaker again.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VoiceException($"{file}: this voice cannot be read. Give this program the right to read it, or enroll again.", e);
        }
    }

    /// <summary>The names of all voices, in order.</summary>
    public IReadOnlyList<string> Names() => !Directory.Exists(FullPath)
        ? []
        : [
            .. Directory.EnumerateFiles(FullPath, "*" + Ending).Select(f => Path.GetFileName(f)[..^Ending.Length])
                .Where(n => VoiceName.Fault(n) is null).Order(StringComparer.Ordinal),
        ];

    /// <summary>Deletes a voice.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="VoiceException">There is none of that name.</exception>
    /// <exception cref="IOException">It cannot be deleted.</exception>
    public void Delete(string name) => File.Delete(Existing(name));

    private string FileOf(string name) => VoiceName.Fault(name) is { } fault
        ? throw new VoiceException($"'{name}' cannot name a voice: {fault}.")
        : Path.Combine(FullPath, name + Ending);

    private string Existing(string name)
    {
        var file = FileOf(name);
        if (File.Exists(file)) return file;
        var names = Names();
        var others = names.Count > 0
            ? $"there are: {string.Join(", ", names)}."
            : "there is none at all. Make one by 'undertone voice enroll NAME CLIP...'.";
        throw new VoiceException($"There is no voice '{name}' in {FullPath}; {others}");
    }
}
