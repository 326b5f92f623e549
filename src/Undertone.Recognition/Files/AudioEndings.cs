namespace Undertone.Recognition.Files;

/// <summary>The endings of the names of audio files: one list for everything that looks into folders.</summary>
internal static class AudioEndings
{
    private static readonly HashSet<string> Audio = new(StringComparer.OrdinalIgnoreCase)
    {
        ".wav", ".wave", ".w64", ".rf64", ".bwf", ".aif", ".aiff", ".aifc", ".au", ".snd", ".caf",
        ".flac", ".wv", ".tta", ".ape", ".alac", ".mp3", ".mp2", ".mpga", ".ogg", ".oga", ".opus", ".spx", ".m4a", ".m4b", ".aac", ".ac3",
        ".eac3",
        ".wma", ".amr", ".awb", ".3ga", ".gsm", ".mka", ".mkv", ".webm", ".weba", ".sph", ".nist", ".voc",
    };

    private static readonly HashSet<string> Video = new(StringComparer.OrdinalIgnoreCase)
    {
        ".mp4", ".m4v", ".mov", ".avi", ".flv", ".wmv", ".mpg", ".mpeg", ".3gp", ".ts", ".ogv",
    };

    /// <summary>Whether a file's name has an ending of audio.</summary>
    public static bool IsAudio(string name) => Audio.Contains(Path.GetExtension(name));

    /// <summary>Whether a file's name has an ending of audio or of video, whose sound can be listened to as well.</summary>
    public static bool IsAudioOrVideo(string name) => IsAudio(name) || Video.Contains(Path.GetExtension(name));
}
