using System.Globalization;
using Undertone.Recognition.Corpora.Readers;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Corpora.Manifests;

/// <summary>What the values of a manifest's row mean, or why they mean nothing.</summary>
/// <param name="manifest">The manifest, for messages.</param>
/// <param name="row">The row.</param>
/// <param name="dimensions">The columns of numbers on continuous scales.</param>
internal readonly struct RowMeaning(string manifest, ManifestRow row, IReadOnlyList<string> dimensions)
{
    private const double LongestSeconds = 1e7;
    private const int MostVotes = 1_000_000;

    /// <summary>The path as it is written.</summary>
    public string Path => Text(ManifestColumns.Path).Contains('\0', StringComparison.Ordinal)
        ? throw Refuse("the path holds a NUL character.")
        : Text(ManifestColumns.Path);

    /// <summary>
    /// The emotion's word; where none is written the one with the most votes, null where these are tied, and
    /// <see cref="Utterance.NoEmotion"/> where the row has dimensions alone.
    /// </summary>
    public string? Emotion
    {
        get
        {
            if (row[ManifestColumns.Emotion].Length == 0 && Votes is { } votes)
                return votes.Majority is [var winner] ? winner : null;
            if (row[ManifestColumns.Emotion].Length == 0 && Dimensions is not null) return Utterance.NoEmotion;
            var word = Text(ManifestColumns.Emotion);
            return double.TryParse(word.Replace(',', '.').TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out _)
                ? throw Refuse($"the emotion '{word}' is a number: write a word, such as angry. Numbers on a scale (arousal, valence) "
                    + "belong into a column of their own.")
                : EmotionWords.Normalise(word);
        }
    }

    /// <summary>The votes for emotions; null where the row has none.</summary>
    public EmotionVotes? Votes
    {
        get
        {
            var counts = new List<KeyValuePair<string, int>>();
            foreach (var (column, text) in row.Values.Where(v => ManifestColumns.IsVotes(v.Key) && v.Value.Length > 0))
            {
                if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > MostVotes)
                    throw Refuse($"'{column}' is '{text}': write how many raters heard that emotion, a whole number.");
                counts.Add(KeyValuePair.Create(EmotionWords.Normalise(column[ManifestColumns.Votes.Length..]), count));
            }

            return counts.Exists(c => c.Value > 0) ? new EmotionVotes(counts) : null;
        }
    }

    /// <summary>The numbers on continuous scales; null where the row has none.</summary>
    public EmotionDimensions? Dimensions
    {
        get
        {
            var known = new List<(string, double?)>();
            foreach (var column in dimensions)
            {
                if (row[column] is not { Length: > 0 } text) continue;
                if (!IsNumber(text, out var value))
                    throw Refuse($"'{column}' is '{text}': write a finite number such as 3.5, or nothing where it is not known.");
                known.Add((column, value));
            }

            return EmotionDimensions.OfKnown(known);
        }
    }

    /// <summary>Whether a text is a finite number.</summary>
    public static bool IsNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    /// <summary>The speaker.</summary>
    public string Speaker => row[ManifestColumns.Speaker] is { Length: > 0 } speaker ? speaker : Utterance.UnknownSpeaker;

    /// <summary>The language, or null.</summary>
    public string? Language => row[ManifestColumns.Language] is { Length: > 0 } language ? language : null;

    /// <summary>"female", "male" or null.</summary>
    public string? Sex
    {
        get
        {
            var (sex, gender) = (row[ManifestColumns.Sex], row[ManifestColumns.Gender]);
            if (sex.Length > 0 && gender.Length > 0 && Sexes(sex) != Sexes(gender))
                throw Refuse($"the sex is '{sex}' and the gender '{gender}': keep one column.");
            return Sexes(sex.Length > 0 ? sex : gender);
        }
    }

    /// <summary>The part of the file, in seconds: both null for the whole file.</summary>
    public (double? Start, double? End) Span
    {
        get
        {
            var (start, end) = (Seconds(ManifestColumns.Start), Seconds(ManifestColumns.End));
            if (start is null && end is null) return (null, null);
            if (end <= (start ?? 0))
                throw Refuse(FormattableString.Invariant($"the part ends at {end:R} s, not after its start at {start ?? 0:R} s: ")
                    + "mend start and end, in seconds from the beginning of the file.");
            return (start ?? 0, end) is (0, null) ? (null, null) : (start ?? 0, end);
        }
    }

    /// <summary>
    /// The corpus's name. "RAVDESS" in a manifest and the corpus that its reader finds elsewhere are one, and so are their speakers.
    /// </summary>
    public string CorpusOr(string folder)
    {
        var name = row[ManifestColumns.Corpus];
        return name.Length == 0 ? folder : CorpusReaders.All.FirstOrDefault(r => r.Name == CorpusReader.Canonical(name))?.Name ?? name;
    }

    /// <summary>
    /// The terms of a corpus: those of its publisher where it is a known one, else what the row says; null where it says nothing.
    /// </summary>
    public CorpusTerms? TermsOf(string corpus)
    {
        var (license, commercial) = (row[ManifestColumns.License], Answer(ManifestColumns.Commercial));
        return CorpusReaders.All.FirstOrDefault(r => r.Name == corpus)?.Terms
            ?? (license.Length == 0 && commercial is null ? null : new CorpusTerms(license, commercial ?? false, Derivatives: true, ""));
    }

    private bool? Answer(string column) => row[column].ToLowerInvariant() switch
    {
        "" => null,
        "yes" or "true" or "1" => true,
        "no" or "false" or "0" => false,
        var word => throw Refuse($"'{column}' is '{word}': write yes, no, or nothing."),
    };

    private string Text(string column) =>
        row[column] is { Length: > 0 } value ? value : throw Refuse($"'{column}' is missing or empty: every utterance needs one.");

    private double? Seconds(string column)
    {
        var text = row[column];
        if (text.Length == 0) return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && seconds is >= 0 and <= LongestSeconds
            ? seconds
            : throw Refuse($"'{column}' is '{text}': write seconds from the beginning of the file, such as 1.25.");
    }

    private string? Sexes(string word) => SexWords.TryParse(word, out var sex)
        ? sex
        : throw Refuse($"the gender '{word}' is not understood: write female, male, or nothing.");

    private TableException Refuse(string fault) => new(manifest, row.Line, fault);
}
