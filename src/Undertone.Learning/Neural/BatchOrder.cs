using Undertone.Learning.Preprocessing;
using Undertone.Learning.Randomness;

namespace Undertone.Learning.Neural;

/// <summary>
/// The batches of one epoch, a pure function of seed and epoch: a shuffle cut into batches. Where samples have their own lengths, runs of
/// sixteen batches are sorted by length before the cut, so that little padding is computed, and the batches are shuffled again. With
/// groups, every batch draws from them in turn, and the smaller ones repeat their samples; with classes too, the classes of a group take
/// turns in the same way (<see cref="Resampling.BalancedBatches"/>).
/// </summary>
internal sealed class BatchOrder
{
    private const int BatchesPerRun = 16;
    private readonly int[] _lengths;
    private readonly int[] _order;
    private readonly int[] _starts;
    private readonly int[] _batches;
    private readonly bool _variable;
    private readonly IReadOnlyList<string>? _groups;
    private readonly int[]? _classes;

    public BatchOrder(int[] lengths, int batchSize, IReadOnlyList<string>? groups = null, int[]? classes = null)
    {
        (_lengths, _groups, _classes) = (lengths, groups, classes);
        _order = groups is null
            ? new int[lengths.Length]
            : [.. Resampling.BalancedBatches(groups, batchSize, 0, classes).SelectMany(b => b)];
        _variable = groups is null && lengths.AsSpan().ContainsAnyExcept(lengths[0]);
        var count = Math.Max(1, (_order.Length + batchSize - 1) / batchSize);
        if (_order.Length % batchSize == 1 && count > 1) count--;
        _starts = new int[count + 1];
        for (var i = 0; i < count; i++) _starts[i] = i * batchSize;
        _starts[count] = _order.Length;
        _batches = new int[count];
    }

    /// <summary>Number of batches.</summary>
    public int Count => _batches.Length;

    /// <summary>Samples of an epoch; more than there are where smaller groups repeat theirs.</summary>
    public int Samples => _order.Length;

    /// <summary>Draws the order of one epoch.</summary>
    public void Draw(ulong seed, int epoch)
    {
        for (var i = 0; i < _batches.Length; i++) _batches[i] = i;
        if (_groups is not null)
        {
            var at = 0;
            foreach (var batch in Resampling.BalancedBatches(_groups, _starts[1], SplitMix64.Mix(seed, (ulong)epoch), _classes))
            {
                batch.CopyTo(_order, at);
                at += batch.Length;
            }

            return;
        }

        var random = new Xoshiro256PlusPlus(SplitMix64.Mix(seed, (ulong)epoch));
        for (var i = 0; i < _order.Length; i++) _order[i] = i;
        random.Shuffle(_order);
        if (!_variable) return;
        for (var first = 0; first < Count; first += BatchesPerRun)
        {
            var run = _order.AsSpan(_starts[first].._starts[Math.Min(first + BatchesPerRun, Count)]);
            run.Sort((a, b) => _lengths[a] != _lengths[b] ? _lengths[a].CompareTo(_lengths[b]) : a.CompareTo(b));
        }

        random.Shuffle(_batches);
    }

    /// <summary>Samples of a batch of the drawn epoch.</summary>
    public ReadOnlySpan<int> Batch(int index) => _order.AsSpan(_starts[_batches[index]].._starts[_batches[index] + 1]);
}
