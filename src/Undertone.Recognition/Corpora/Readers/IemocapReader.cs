using System.Globalization;
using System.Text.RegularExpressions;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Corpora.Readers;

/// <summary>
/// IEMOCAP (Busso et al. 2008, https://sail.usc.edu/iemocap/), five sessions of two actors each. In a session's folder,
/// <c>dialog/EmoEvaluation/Ses01F_impro01.txt</c> has a line <c>[6.2901 - 8.2357] Ses01F_impro01_F000 neu [2.5000, 2.5000, 2.5000]</c> for
/// each turn (times, name, emotion, and valence, activation and dominance on scales from 1 to 5) and below it what each evaluator heard
/// (<c>C-E2: Neutral; ()</c>); the turn is <c>sentences/wav/Ses01F_impro01/Ses01F_impro01_F000.wav</c>. Who speaks stands before the turn's
/// number. The session is the partition.
/// </summary>
internal sealed partial class IemocapReader : TableReader
{
    private const double LeastRating = 1, MostRating = 5;

    public override string Name => "iemocap";

    public override string Language => "en";

    public override CorpusTerms Terms { get; } = new(
        "free for research, on registration", CommercialUse: false, Derivatives: true, "https://sail.usc.edu/iemocap/iemocap_release.htm");

    public override bool IsIn(string folder) => Directory.Exists(Path.Combine(folder, "dialog", "EmoEvaluation"));

    public override void Read(string folder, TableFiles files)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "dialog", "EmoEvaluation"), "Ses*.txt").Order(StringComparer.Ordinal))
        {
            var lines = EncodedText.Read(file).Text.Split('\n');
            for (var i = 0; i < lines.Length; i++)
            {
                if (Turn().Match(lines[i]) is { Success: true } turn) Add(folder, file, i + 1, turn, Votes(lines, i + 1), files);
            }
        }
    }

    private static void Add(string folder, string file, int line, Match turn, EmotionVotes? votes, TableFiles files)
    {
        var (name, session, sex) = (turn.Groups[1].Value, turn.Groups[2].Value, turn.Groups[3].Value);
        if (Emotion(file, line, turn.Groups[4].Value) is not { } emotion)
        {
            files.LeaveOut("no agreement of the evaluators");
            return;
        }

        var dimensions = EmotionDimensions.OfKnown(
            [
                (EmotionDimensions.Arousal, Rating(file, line, turn.Groups[6])),
                (EmotionDimensions.Valence, Rating(file, line, turn.Groups[5])),
                (EmotionDimensions.Dominance, Rating(file, line, turn.Groups[7])),
            ],
            LeastRating, MostRating);
        var path = Path.Combine(folder, "sentences", "wav", name[..name.LastIndexOf('_')], name + ".wav");
        var place = FormattableString.Invariant($"Line {line} of {file}");
        files.Add(path, emotion, session + sex, place, u => u with
        {
            Sex = sex == "F" ? "female" : "male",
            Partition = $"session{session.TrimStart('0')}",
            Votes = votes,
            Dimensions = dimensions,
        });
    }

    private static string? Emotion(string file, int line, string code) => code switch
    {
        "ang" => "angry",
        "dis" => "disgust",
        "exc" => "excited",
        "fea" => "fearful",
        "fru" => "frustrated",
        "hap" => "happy",
        "neu" => "neutral",
        "oth" => "other",
        "sad" => "sad",
        "sur" => "surprised",
        "xxx" => null,
        _ => throw new TableException(file, line, $"the emotion '{code}' is none of IEMOCAP's: unpack the file again."),
    };

    /// <summary>
    /// What the evaluators said below a turn; one may have named several emotions. What the actors said of themselves is no vote.
    /// </summary>
    private static EmotionVotes? Votes(string[] lines, int from)
    {
        var words = lines.Skip(from).TakeWhile(l => l.Trim().Length > 0).Select(l => Evaluator().Match(l)).Where(m => m.Success)
            .SelectMany(m => m.Groups[1].Value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Select(Word).ToArray();
        return words.Length == 0 ? null : new EmotionVotes(words.Select(w => KeyValuePair.Create(w, 1)));
    }

    private static string Word(string category) => category.ToLowerInvariant() switch
    {
        "neutral" or "neutral state" => "neutral",
        "excited" or "excitement" => "excited",
        "frustration" or "frustrated" => "frustrated",
        var word => EmotionWords.Normalise(word),
    };

    private static double Rating(string file, int line, Group text) =>
        double.TryParse(text.ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rating)
            && rating is >= LeastRating and <= MostRating
            ? rating
            : throw new TableException(file, line, $"the rating '{text.Value}' is none from 1 to 5: unpack the file again.");

    [GeneratedRegex(
        @"^\[[0-9.]+ - [0-9.]+\]\s+(Ses([0-9]{2})[FM]_\w+_([FM])[A-Z0-9]+)\s+([a-z]{3})\s+\[([0-9.]+), ([0-9.]+), ([0-9.]+)\]")]
    private static partial Regex Turn();

    [GeneratedRegex(@"^C-E[0-9]+:\s+([^(]*)")]
    private static partial Regex Evaluator();
}
