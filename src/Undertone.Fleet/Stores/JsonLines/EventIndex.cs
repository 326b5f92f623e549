using System.Runtime.InteropServices;

namespace Undertone.Fleet.Stores.JsonLines;

/// <summary>
/// Where the events of a file lie, and what lists ask of them. About 80 bytes a prediction, each different word once, corrections and keys
/// whole.
/// </summary>
internal sealed class EventIndex
{
    private const int NoWord = -1;
    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);
    private readonly List<Place> _predictions = [];
    private readonly Dictionary<string, long> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<long, List<(LinePlace Line, Correction Correction)>> _corrections = [];
    private readonly List<(LinePlace Line, IReadOnlyList<string> Recipes)> _runs = [];

    public long Predictions => _predictions.Count;

    public long Runs => _runs.Count;

    public void Add(LinePlace line, DateTimeOffset at, PredictionEntry entry)
    {
        var answer = entry.Result.Prediction!;
        _predictions.Add(new Place(
            line, at.UtcTicks, WordOf(answer.Emotion), WordOf(entry.Model), WordOf(entry.Tag), answer.Uncertain, entry.Key));
        if (entry.Key is { } key) _keys.TryAdd(key, Predictions);
    }

    /// <summary>Enters a prediction that was deleted: its number is taken.</summary>
    public void AddDeleted() => _predictions.Add(default);

    /// <summary>Forgets a prediction that there is.</summary>
    public void Delete(long id)
    {
        if (_predictions[(int)id - 1].Key is { } key) _keys.Remove(key);
        _predictions[(int)id - 1] = default;
        _corrections.Remove(id);
    }

    /// <summary>Where the corrections of a prediction lie.</summary>
    public LinePlace[] CorrectionLines(long id) => _corrections.TryGetValue(id, out var list) ? [.. list.Select(c => c.Line)] : [];

    public void Add(LinePlace line, long prediction, Correction correction)
    {
        ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(_corrections, prediction, out _);
        (list ??= []).Add((line, correction));
    }

    public void Add(LinePlace line, RunEntry run) => _runs.Add((line, run.Recipes));

    /// <summary>A prediction's line and what was said of it; null where there is none of that number.</summary>
    public (LinePlace Line, Correction[] Corrections)? Find(long id) =>
        id >= 1 && id <= Predictions && !_predictions[(int)id - 1].Deleted ? (_predictions[(int)id - 1].Line, CorrectionsOf(id)) : null;

    /// <summary>The number of the prediction with a key; null where there is none.</summary>
    public long? Find(string key) => _keys.TryGetValue(key, out var id) ? id : null;

    /// <summary>The first predictions that a query describes, one more than its page.</summary>
    public List<(long Id, LinePlace Line, Correction[] Corrections)> Find(PredictionQuery query)
    {
        var found = new List<(long, LinePlace, Correction[])>();
        if (!TryWord(query.Emotion, out var emotion) || !TryWord(query.Model, out var model) || !TryWord(query.Tag, out var tag))
            return found;
        foreach (var id in Numbers(Predictions, query.After, query.NewestFirst))
        {
            var place = _predictions[(int)id - 1];
            var wanted = !place.Deleted
                && (query.Emotion is null || place.Emotion == emotion) && (query.Model is null || place.Model == model)
                && (query.Tag is null || place.Tag == tag) && (query.Uncertain ?? place.Uncertain) == place.Uncertain
                && (query.Corrected is not { } corrected || _corrections.ContainsKey(id) == corrected)
                && !(place.Ticks < query.From?.UtcTicks) && !(place.Ticks >= query.To?.UtcTicks);
            if (!wanted) continue;
            found.Add((id, place.Line, CorrectionsOf(id)));
            if (found.Count > query.Limit) break;
        }

        return found;
    }

    /// <summary>The first runs that a query describes, one more than its page.</summary>
    public List<(long Id, LinePlace Line)> Find(RunQuery query) =>
        [.. Numbers(Runs, query.After, query.NewestFirst)
            .Where(id => query.Recipe is null || _runs[(int)id - 1].Recipes.Contains(query.Recipe))
            .Select(id => (id, _runs[(int)id - 1].Line)).Take(query.Limit + 1)];

    private static IEnumerable<long> Numbers(long count, long? after, bool newestFirst)
    {
        if (newestFirst)
        {
            for (var id = Math.Min(count, (after ?? long.MaxValue) - 1); id >= 1; id--) yield return id;
        }
        else
        {
            for (var id = Math.Min(after ?? 0, count) + 1; id <= count; id++) yield return id;
        }
    }

    private Correction[] CorrectionsOf(long id) => _corrections.TryGetValue(id, out var list) ? [.. list.Select(c => c.Correction)] : [];

    private bool TryWord(string? text, out int word)
    {
        word = NoWord;
        return text is null || _words.TryGetValue(text, out word);
    }

    private int WordOf(string? text)
    {
        if (text is null) return NoWord;
        ref var word = ref CollectionsMarshal.GetValueRefOrAddDefault(_words, text, out var known);
        if (!known) word = _words.Count - 1;
        return word;
    }

    private readonly record struct Place(LinePlace Line, long Ticks, int Emotion, int Model, int Tag, bool Uncertain, string? Key)
    {
        public bool Deleted => Line.Length == 0;
    }
}
