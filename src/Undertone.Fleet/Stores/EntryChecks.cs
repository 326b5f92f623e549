using System.Globalization;
using System.Text;
using Undertone.Recognition.Emotions;
using Undertone.Words;

namespace Undertone.Fleet.Stores;

/// <summary>What every store checks before it keeps or looks for something, so that all of them take and refuse the same.</summary>
internal static class EntryChecks
{
    private const int LongestWord = 256;
    private const int LongestPath = 4096;
    private const int LongestNote = 10_000;
    private const int MostRecipes = 10_000;

    public static PredictionEntry Checked(this PredictionEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Result.Prediction is null)
            throw Refuse($"{entry.Result.File}: there is no answer for this file, and only answers are kept.");
        return entry with
        {
            Result = entry.Result with { File = Text("name of the file", entry.Result.File, LongestPath)! },
            Model = Text("name of the model", entry.Model, LongestWord)!,
            ModelVersion = Text("version of the model", entry.ModelVersion, LongestWord)!,
            AudioHash = Hash(entry.AudioHash),
            AudioPath = Text("path of the audio", entry.AudioPath, LongestPath),
            Tag = Text("tag", entry.Tag, LongestWord),
            Speaker = Text("speaker", entry.Speaker, LongestWord),
            Key = Text("key", entry.Key, LongestWord),
        };
    }

    public static RunEntry Checked(this RunEntry run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Uar is { } uar && uar is not (>= 0 and <= 1)) throw Refuse($"The recall of the run {run.Name} is not from 0 to 1.");
        if (!Enum.IsDefined(run.Kind)) throw Refuse($"The run {run.Name} is of no kind that is known.");
        if (run.Recipes.Count > MostRecipes) throw Refuse($"The run {run.Name} has more than 10,000 recipes.");
        return run with
        {
            Name = Text("name of the run", run.Name, LongestWord)!,
            Recipes = [.. run.Recipes.Select(r => Text("name of the recipe", r, LongestWord)!)],
            Protocol = Text("protocol", run.Protocol, LongestPath)!,
            Path = Text("path of the run", run.Path, LongestPath)!,
        };
    }

    public static PredictionQuery Checked(this PredictionQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        Page(query.Limit, query.After);
        return query with
        {
            Emotion = Clean(query.Emotion),
            Model = Clean(query.Model),
            Tag = Clean(query.Tag),
            From = StoreTime.Limit(query.From),
            To = StoreTime.Limit(query.To),
        };
    }

    public static RunQuery Checked(this RunQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        Page(query.Limit, query.After);
        return query with { Recipe = Clean(query.Recipe) };
    }

    /// <summary>The correction, where a prediction can be called that.</summary>
    public static Correction Correction(StoredPrediction prediction, string label, string? by, string? note, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(label);
        IReadOnlyList<string> labels = [.. prediction.Entry.Result.Prediction!.Scores.Labels.Union(LabelSet.Words)];
        if (!labels.Contains(label))
        {
            throw Refuse($"'{Shown(label)}' is no label{NearestWord.Hint(label, labels)}. The labels are {string.Join(", ", labels)}.");
        }

        return new Correction(label, Text("name of who corrects", by, LongestWord), Text("note", note, LongestNote), at);
    }

    public static StoreException NoSuch(string location, long id) => new(
        StoreFault.NotFound,
        FormattableString.Invariant($"{location}: there is no prediction {id}. List the predictions for their numbers."));

    private static void Page(int limit, long? after)
    {
        if (limit is < 1 or > PredictionQuery.MostPerPage)
            throw Refuse(FormattableString.Invariant($"A page of {limit} was asked for: ask for 1 to {PredictionQuery.MostPerPage}."));
        if (after < 0) throw Refuse("A page begins after a number of at least 0.");
    }

    private static string? Hash(string? hash) => hash is null ? null
        : hash.Length == 64 && hash.All(char.IsAsciiHexDigit) ? hash.ToLowerInvariant()
        : throw Refuse("The hash of the audio is no SHA-256: give 64 hexadecimal digits.");

    private static string? Text(string what, string? text, int longest) => text is null || text.Length <= longest
        ? Clean(text)
        : throw Refuse(string.Create(
            CultureInfo.InvariantCulture, $"The {what} has {text.Length} characters: give at most {longest}. It begins '{Shown(text)}'."));

    // UTF-8 has no unpaired surrogates, and PostgreSQL no NUL.
    private static string? Clean(string? text)
    {
        if (text is null) return null;
        var cleaned = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        return cleaned.Replace('\0', '\uFFFD');
    }

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "...";

    private static StoreException Refuse(string message) => new(StoreFault.Input, message);
}
