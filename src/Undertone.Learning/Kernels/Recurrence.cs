using Undertone.Kernels;

namespace Undertone.Learning.Kernels;

/// <summary>
/// The steps of an LSTM or GRU over time. A group of samples runs through all its steps on one thread, since samples do not meet; the
/// product with the recurrent weights and the gates' functions are done step by step while the numbers are in the nearest cache. All arrays
/// are [batch, steps, ...]; a step behind a sample's length leaves zeros.
/// </summary>
internal sealed unsafe class Recurrence
{
    private static readonly AlignedBuffer<float> Zeros = new(Tile.Columns);
    private readonly bool _gated;
    private readonly int _units;
    private readonly bool _reverse;
    private readonly MicroKernel _kernel;
    private readonly PackedMatrix _recurrent = new();
    private readonly PackedMatrix _recurrentTurned = new();
    private readonly Action<int, int> _forward;
    private readonly Action<int, int> _backward;
    private AlignedBuffer<float>[] _work = [];
    private int[] _lengths = [];
    private int _batch;
    private int _steps;
    private int _group;
    private float* _bias;
    private float* _outputGradient;
    private nint _outputGradientStep;
    private bool _lastOnly;

    /// <summary>Prepares the steps of one layer.</summary>
    /// <param name="units">Number of units.</param>
    /// <param name="gated">True for a GRU, false for an LSTM.</param>
    /// <param name="reverse">True to run from a sample's last step to its first.</param>
    /// <param name="kernel">Tiles to use; the processor's best by default.</param>
    public Recurrence(int units, bool gated, bool reverse, MicroKernel? kernel = null)
    {
        (_units, _gated, _reverse, _kernel) = (units, gated, reverse, kernel ?? MicroKernel.Best);
        (_forward, _backward) = (ForwardGroup, BackwardGroup);
    }

    /// <summary>
    /// Sums of the gates that come from the input; then the gates' values; then, going back, the gradients of the sums. [.., 4 units].
    /// </summary>
    public AlignedBuffer<float> Gates { get; } = new();

    /// <summary>Numbers of a step in <see cref="Gates"/>.</summary>
    public int GateSize => 4 * _units;

    /// <summary>The outputs [.., units].</summary>
    public AlignedBuffer<float> Output { get; } = new();

    /// <summary>The output that each step began with [.., units].</summary>
    public AlignedBuffer<float> Before { get; } = new();

    /// <summary>The cells of an LSTM [.., units].</summary>
    public AlignedBuffer<float> Cells { get; } = new();

    private int RecurrentSize => _gated ? 3 * _units : 4 * _units;

    /// <summary>Sizes everything for a batch; the gates' sums may then be filled.</summary>
    public void Resize(int batch, int steps, ReadOnlySpan<int> lengths)
    {
        (_batch, _steps) = (batch, steps);
        var size = checked(batch * steps * _units);
        Gates.EnsureLength(checked(4 * size));
        Output.EnsureLength(size);
        Before.EnsureLength(size);
        if (!_gated) Cells.EnsureLength(size);
        if (_lengths.Length < batch) _lengths = new int[batch];
        lengths.CopyTo(_lengths);
    }

    /// <summary>Runs all steps. <paramref name="weights"/> is [units, gates], the bias that of a GRU's recurrent sums.</summary>
    public void Forward(Team team, in MatrixView weights, MatrixView? bias)
    {
        _recurrent.Pack(team, weights);
        _bias = bias is { } row ? row.Data : null;
        Share(team, 1 + RecurrentSize / _units);
        team.Run((_batch + _group - 1) / _group, _forward);
    }

    /// <summary>
    /// Runs all steps backwards and leaves the gradients of the gates' sums in <see cref="Gates"/>.
    /// </summary>
    /// <param name="team">The threads.</param>
    /// <param name="weights">Recurrent weights [units, gates].</param>
    /// <param name="outputGradient">Gradient of the outputs; of each sample's last output alone where <paramref name="lastOnly"/>.</param>
    /// <param name="offset">First number in it.</param>
    /// <param name="step">Numbers from one step (or sample) to the next in it.</param>
    /// <param name="lastOnly">True where only the last output was used.</param>
    public void Backward(Team team, in MatrixView weights, AlignedBuffer<float> outputGradient, int offset, int step, bool lastOnly)
    {
        _recurrentTurned.Pack(team, weights.Transposed);
        _outputGradient = outputGradient.Pointer + offset;
        (_outputGradientStep, _lastOnly) = (step, lastOnly);
        Share(team, 2);
        team.Run((_batch + _group - 1) / _group, _backward);
    }

    /// <summary>The step whose output is a sample's last: where the walk ends.</summary>
    public int LastStep(int sample) => _reverse ? 0 : _lengths[sample] - 1;

    private void Share(Team team, int rowsOfWork)
    {
        _group = (_batch + team.Threads - 1) / team.Threads;
        _group = Math.Min(_batch, (_group + 3) / 4 * 4);
        while (_work.Length < team.Threads) _work = [.. _work, new AlignedBuffer<float>()];
        foreach (var work in _work) work.EnsureLength(_group * rowsOfWork * _units);
    }

    private void ForwardGroup(int group, int worker)
    {
        var (first, rows) = (group * _group, Math.Min(_group, _batch - group * _group));
        var state = _work[worker].Pointer;
        var sums = state + (nint)rows * _units;
        new Span<float>(state, rows * _units).Clear();
        nint noOffset = 0;
        var tile = default(Tile);
        tile.Segments = 1;
        tile.SegmentOffsets = &noOffset;
        (tile.Depth, tile.ARow, tile.ADepth) = (_units, _units, 1);
        tile.BRow = Tile.Columns;
        tile.CRow = RecurrentSize;
        for (var s = 0; s < _steps; s++)
        {
            var t = _reverse ? _steps - 1 - s : s;
            var gates = Gates.Pointer + ((nint)first * _steps + t) * GateSize;
            for (var j = 0; j < RecurrentSize; j += Tile.Columns)
            {
                tile.A = state;
                tile.B = _recurrent.Panel(j / Tile.Columns);
                tile.C = sums + j;
                tile.Init = _gated ? _bias is null ? Zeros.Pointer : _bias + j : gates + j;
                tile.InitRow = _gated ? 0 : _steps * (nint)GateSize;
                _kernel.Fill(tile, rows, Math.Min(Tile.Columns, RecurrentSize - j));
            }

            for (var r = 0; r < rows; r++)
            {
                var at = ((nint)(first + r) * _steps + t) * _units;
                var h = state + r * _units;
                new Span<float>(h, _units).CopyTo(new Span<float>(Before.Pointer + at, _units));
                if (t >= _lengths[first + r])
                {
                    new Span<float>(Gates.Pointer + 4 * at, GateSize).Clear();
                    new Span<float>(Output.Pointer + at, _units).Clear();
                    if (!_gated) new Span<float>(Cells.Pointer + at, _units).Clear();
                    new Span<float>(Before.Pointer + at, _units).Clear();
                    new Span<float>(h, _units).Clear();
                    continue;
                }

                if (_gated) GruCell.Forward(sums + (nint)r * RecurrentSize, h, Gates.Pointer + 4 * at, h, _units);
                else
                {
                    LstmCell.Forward(
                        sums + (nint)r * RecurrentSize, CellBefore(at, s), Gates.Pointer + 4 * at, Cells.Pointer + at, h, _units);
                }
                new Span<float>(h, _units).CopyTo(new Span<float>(Output.Pointer + at, _units));
            }
        }
    }

    private float* CellBefore(nint at, int s) => s == 0 ? null : Cells.Pointer + at + (_reverse ? _units : -_units);

    private void BackwardGroup(int group, int worker)
    {
        var (first, rows) = (group * _group, Math.Min(_group, _batch - group * _group));
        var carried = _work[worker].Pointer;
        var cells = carried + (nint)rows * _units;
        new Span<float>(carried, 2 * rows * _units).Clear();
        var offsets = stackalloc nint[3] { 0, _units, 3 * _units };
        nint noOffset = 0;
        var tile = default(Tile);
        // A GRU's recurrent sums have their gradients in the first, second and fourth place.
        tile.Segments = _gated ? 3 : 1;
        tile.SegmentOffsets = _gated ? offsets : &noOffset;
        tile.Depth = _gated ? _units : 4 * _units;
        (tile.ARow, tile.ADepth) = (_steps * (nint)GateSize, 1);
        tile.BRow = Tile.Columns;
        tile.CRow = _units;
        for (var s = _steps - 1; s >= 0; s--)
        {
            var t = _reverse ? _steps - 1 - s : s;
            for (var r = 0; r < rows; r++)
            {
                var sample = first + r;
                var at = ((nint)sample * _steps + t) * _units;
                var (dh, dc) = ((nint)r * _units, (nint)r * _units);
                if (t >= _lengths[sample])
                {
                    // The forward pass left zeros in the gates, which are now the right gradients.
                    new Span<float>(carried + dh, _units).Clear();
                    new Span<float>(cells + dc, _units).Clear();
                    continue;
                }

                var from = !_lastOnly ? _outputGradient + ((nint)sample * _steps + t) * _outputGradientStep
                    : t == LastStep(sample) ? _outputGradient + sample * _outputGradientStep : null;
                if (_gated) GruCell.Backward(Gates.Pointer + 4 * at, Before.Pointer + at, from, carried + dh, _units);
                else
                {
                    LstmCell.Backward(
                        Gates.Pointer + 4 * at, Cells.Pointer + at, CellBefore(at, s), from, carried + dh, cells + dc, _units);
                }
            }

            for (var j = 0; j < _units; j += Tile.Columns)
            {
                tile.A = Gates.Pointer + ((nint)first * _steps + t) * GateSize;
                tile.B = _recurrentTurned.Panel(j / Tile.Columns);
                tile.C = carried + j;
                tile.Init = _gated ? tile.C : Zeros.Pointer;
                tile.InitRow = _gated ? tile.CRow : 0;
                _kernel.Fill(tile, rows, Math.Min(Tile.Columns, _units - j));
            }
        }
    }
}
