using System.Globalization;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Inference.Segments;

/// <summary>
/// Who speaks when, as programs for speaker diarization write it: Rich Transcription Time Marked (RTTM), as NIST defines it. Its lines of
/// type <c>SPEAKER</c> are read; those of other types, comments (<c>;;</c>) and turns of no length are passed over.
/// </summary>
public sealed class SpeakerTurns
{
    private const string Turn = "SPEAKER";
    private const int LeastFields = 8;
    private const double LongestSeconds = 1e7;

    private static readonly HashSet<string> OtherTypes = new(StringComparer.Ordinal)
    {
        "SEGMENT", "NOSCORE", "NO_RT_METADATA", "LEXEME", "NON-LEX", "NON-SPEECH", "FILLER", "EDIT", "SU", "IP", "CB", "A/P", "SPKR-INFO",
    };

    private readonly Dictionary<string, List<SpeakerTurn>> _turns = new(StringComparer.Ordinal);

    private SpeakerTurns()
    {
    }

    /// <summary>The names of the recordings that turns are told of, in order of their first turns.</summary>
    public IReadOnlyCollection<string> Recordings => _turns.Keys;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">
    /// A line is none of RTTM, or there is no turn; the message names the file, the line, the fault and the remedy.
    /// </exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static SpeakerTurns Load(string path)
    {
        if (!Path.Exists(path)) throw new FileNotFoundException($"{path}: there is no such file. Name the turns of speakers in RTTM.");
        try
        {
            return Parse(EncodedText.Read(path).Text, path);
        }
        catch (TableException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The lines.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="InvalidDataException">A line is none of RTTM, or there is no turn; the message says which and why.</exception>
    public static SpeakerTurns Parse(string text, string name)
    {
        ArgumentNullException.ThrowIfNull(text);
        var turns = new SpeakerTurns();
        var number = 0;
        foreach (var line in text.EnumerateLines())
        {
            number++;
            if (turns.Add(line) is not { } fault) continue;
            throw new InvalidDataException(FormattableString.Invariant($"{name}:{number}: {fault}. ")
                + "A line reads: SPEAKER recording channel start duration <NA> <NA> speaker <NA> <NA>.");
        }

        return turns._turns.Count > 0
            ? turns
            : throw new InvalidDataException($"{name}: there is no turn of a speaker in it, no line that begins with SPEAKER.");
    }

    /// <summary>What a recording is called in RTTM: its name without folder and ending, with _ for each space.</summary>
    /// <param name="path">The recording.</param>
    public static string NameOf(string path) =>
        string.Concat(Path.GetFileNameWithoutExtension(path).Select(c => char.IsWhiteSpace(c) ? '_' : c));

    /// <summary>The turns of a recording, in order of their begin; empty where none is told.</summary>
    /// <param name="recording">Its name as <see cref="NameOf"/> gives it.</param>
    public IReadOnlyList<SpeakerTurn> Of(string recording) => !_turns.TryGetValue(recording, out var turns)
        ? []
        : [.. turns.OrderBy(t => t.StartSeconds)];

    /// <summary>Takes a line and gives what is wrong with it, as a clause.</summary>
    private string? Add(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        if (line.IsEmpty || line.StartsWith(";;")) return null;
        var fields = line.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields[0] != Turn) return OtherTypes.Contains(fields[0]) ? null : $"'{fields[0]}' is no type of a line";
        if (fields.Length < LeastFields) return FormattableString.Invariant($"there are {fields.Length} fields, and a turn has at least 8");
        if (!int.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var channel) || channel == 0)
            return $"the channel '{fields[2]}' is no whole number from 1 on";
        if (Seconds(fields[3]) is not { } start) return $"the start '{fields[3]}' is no number of seconds from 0 to 10 million";
        if (Seconds(fields[4]) is not { } length) return $"the duration '{fields[4]}' is no number of seconds from 0 to 10 million";
        if (fields[7] == "<NA>") return "the speaker has no name";
        if (length == 0) return null;
        if (!_turns.TryGetValue(fields[1], out var turns)) _turns[fields[1]] = turns = [];
        turns.Add(new SpeakerTurn(fields[7], start, start + length, channel));
        return null;
    }

    private static double? Seconds(string field) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= LongestSeconds
            ? seconds
            : null;
}
