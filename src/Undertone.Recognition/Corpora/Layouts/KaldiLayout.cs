using System.Globalization;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Corpora.Layouts;

/// <summary>
/// A data folder of Kaldi and ESPnet (https://kaldi-asr.org/doc/data_prep.html): <c>wav.scp</c> names recordings, <c>segments</c> their
/// parts, <c>utt2spk</c> speakers and <c>spk2gender</c> their sex. Kaldi has no file for emotions; <c>utt2emo</c> is what recipes on
/// IEMOCAP write, some <c>utt2emotion</c> or <c>utt2label</c>. Without one, <c>text</c> counts where every line of it is one word, as
/// recipes for classification have it. A command in <c>wav.scp</c> is refused and never run.
/// </summary>
internal sealed class KaldiLayout : DataLayout
{
    private const string Recordings = "wav.scp", Text = "text";

    private static readonly string[] EmotionFiles = ["utt2emo", "utt2emotion", "utt2label"];

    public override string Name => "kaldi";

    public override bool IsIn(string folder) => File.Exists(Path.Combine(folder, Recordings));

    /// <summary>
    /// The folder's name; of folders named for a part of the data, such as <c>corpus/data/train</c>, that of what holds them.
    /// </summary>
    public override string CorpusOf(string folder)
    {
        var place = new DirectoryInfo(folder);
        if (PartitionWords.PartOf(place.Name) is not null && place.Parent is { } above)
            place = above is { Name: "data", Parent: { Parent: not null } further } ? further : above;
        return place.Name.ToLowerInvariant();
    }

    public override void Read(LayoutList list, CorpusReadOptions options)
    {
        var recordings = Lines(list, Recordings)!;
        var emotions = Emotions(list);
        var speakers = Lines(list, "utt2spk")?.ToDictionary(l => l.Key, l => l.Value, StringComparer.Ordinal) ?? [];
        var sexes = Lines(list, "spk2gender")?.ToDictionary(l => l.Key, l => l.Value, StringComparer.Ordinal) ?? [];
        var paths = recordings.ToDictionary(r => r.Key, r => PathOf(list, r), StringComparer.Ordinal);
        var part = PartitionWords.PartOf(new DirectoryInfo(list.Folder).Name);
        var segments = Lines(list, "segments");
        foreach (var line in segments ?? recordings)
        {
            if (!emotions.TryGetValue(line.Key, out var emotion))
            {
                list.LeaveOut("no emotion");
                continue;
            }

            var speaker = speakers.GetValueOrDefault(line.Key, "");
            var (recording, start, end) = segments is null ? (line.Key, null, null) : Segment(line);
            if (!paths.TryGetValue(recording, out var path))
                throw line.Refuse($"the recording '{recording}' is not in {Recordings}: add it there.");
            var utterance = list.Of(path, emotion, speaker) with
            {
                Sex = SexWords.Of(sexes.GetValueOrDefault(speaker, "")),
                Partition = part,
            };
            list.Add(LayoutList.Part(utterance, start, end, line.File, line.Number), line.Place);
        }
    }

    private static Dictionary<string, string> Emotions(LayoutList list)
    {
        foreach (var name in EmotionFiles)
        {
            if (Lines(list, name) is { } lines) return lines.ToDictionary(l => l.Key, l => l.Word(name), StringComparer.Ordinal);
        }

        if (Lines(list, Text) is { Count: > 0 } text && text.TrueForAll(l => !l.Value.Any(char.IsWhiteSpace)))
            return text.ToDictionary(l => l.Key, l => l.Word(Text), StringComparer.Ordinal);
        throw new TableException(Path.Combine(list.Folder, Recordings), null,
            "no file beside it tells emotions: write utt2emo, a line 'UTTERANCE EMOTION' for each.");
    }

    private static string PathOf(LayoutList list, Line line)
    {
        var path = line.Value;
        if (path.EndsWith('|') || path.StartsWith('|'))
            throw line.Refuse($"'{path}' is a command, and none is run: write the recordings as files, and their paths into {Recordings}.");
        if (path.LastIndexOf(':') is > 1 and var colon && path[(colon + 1)..].All(char.IsAsciiDigit))
            throw line.Refuse($"'{path}' is a place in an archive: write the recordings as files, and their paths into {Recordings}.");
        if (path.Contains('\0', StringComparison.Ordinal)) throw line.Refuse("the path holds a NUL character.");

        // Relative paths are told from where a recipe runs: a folder above.
        for (var folder = new DirectoryInfo(list.Folder); folder is not null && !Path.IsPathRooted(path); folder = folder.Parent)
        {
            var full = Path.GetFullPath(path, folder.FullName);
            if (File.Exists(full)) return full;
        }

        return Path.GetFullPath(path, list.Folder);
    }

    private static (string Recording, double? Start, double? End) Segment(Line line)
    {
        var fields = line.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 3 || !double.TryParse(fields[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var start)
            || !double.TryParse(fields[2], NumberStyles.Float, CultureInfo.InvariantCulture, out var end))
            throw line.Refuse("the line is no 'UTTERANCE RECORDING START END', times in seconds.");

        // -1 is the end of the recording.
        return (fields[0], start, end == -1 ? null : end);
    }

    private static List<Line>? Lines(LayoutList list, string name)
    {
        var file = Path.Combine(list.Folder, name);
        if (!File.Exists(file)) return null;
        var (lines, keys) = (new List<Line>(), new HashSet<string>(StringComparer.Ordinal));
        using var reader = new StringReader(EncodedText.Read(file).Text);
        for (var number = 1; reader.ReadLine() is { } content; number++)
        {
            var trimmed = content.Trim();
            if (trimmed.Length == 0) continue;
            var space = trimmed.AsSpan().IndexOfAny(' ', '\t');
            var line = new Line(file, number, space < 0 ? trimmed : trimmed[..space], space < 0 ? "" : trimmed[space..].Trim());
            if (line.Value.Length == 0 && name != Text) throw line.Refuse("the line has a name and nothing behind it.");
            if (!keys.Add(line.Key)) throw line.Refuse($"'{line.Key}' stands there twice: take one out.");
            lines.Add(line);
        }

        return name != Recordings || lines.Count > 0 ? lines : throw new TableException(file, null, "the file is empty.");
    }

    /// <summary>A line: a name, and what is said of it.</summary>
    private sealed record Line(string File, int Number, string Key, string Value)
    {
        public string Place => FormattableString.Invariant($"Line {Number} of {File}");

        public string Word(string name) => Value.Any(char.IsWhiteSpace)
            ? throw Refuse($"'{Value}' is several words: {name} has one emotion a line.")
            : Value;

        public TableException Refuse(string fault) => new(File, Number, fault);
    }
}
