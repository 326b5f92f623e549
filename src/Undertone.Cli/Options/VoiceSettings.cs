using System.CommandLine;
using Undertone.Cli.Terminals;
using Undertone.Recognition.Inference.Segments;
using Undertone.Recognition.Inference.Voices;

namespace Undertone.Cli.Options;

/// <summary>The option that names voices: one for all that is heard, or one for each speaker of turns.</summary>
internal static class VoiceSettings
{
    public static Option<string[]> Create() => new Option<string[]>("--voice")
    {
        Description = "Answer relative to the voice of one speaker (see 'undertone voice'); with --turns of each that is named.",
        HelpName = "[SPEAKER=]V",
    }.Suggesting(KnownWords.OfVoices);

    /// <summary>The voice of all that is heard, and those of the speakers of turns.</summary>
    /// <exception cref="UsageException">Several voices without turns, or a voice of a speaker that turns do not name.</exception>
    /// <exception cref="VoiceException">There is no such voice, or it is damaged.</exception>
    public static (Voice? Voice, IReadOnlyDictionary<string, Voice> Speakers) Of(
        ParseResult parsed, Option<string[]> option, SpeakerTurns? turns)
    {
        var (words, folder) = (parsed.GetValue(option) ?? [], VoiceFolder.OfUser());
        var voices = new Dictionary<string, Voice>(StringComparer.Ordinal);
        if (turns is null)
        {
            if (words.Length > 1) throw new UsageException("--voice is given several times, and only --turns tells speakers apart.");
            return (words.Length == 0 ? null : folder.Load(words[0]), voices);
        }

        var speakers = turns.Recordings.SelectMany(turns.Of).Select(t => t.Speaker).Distinct(StringComparer.Ordinal).ToArray();
        foreach (var word in words)
        {
            var at = word.IndexOf('=', StringComparison.Ordinal);
            var (speaker, name) = at < 0 ? (word, word) : (word[..at], word[(at + 1)..]);
            if (!speakers.Contains(speaker))
            {
                throw new UsageException(
                    $"--voice {word}: the turns name no speaker '{speaker}'; there are: {string.Join(", ", speakers)}. Say SPEAKER=VOICE.");
            }

            if (!voices.TryAdd(speaker, folder.Load(name)))
                throw new UsageException($"--voice names two voices of the speaker '{speaker}'.");
        }

        return (null, voices);
    }
}
