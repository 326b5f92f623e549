using Undertone.Sound.Kernels;

namespace Undertone.Sound.Audio;

/// <summary>Changes the sample rate of a stream of mono samples, with the response of soxr's HQ setting (librosa's default).</summary>
/// <remarks>
/// A polyphase filter of about 100 zero crossings a side, flat to 0.913 of the lower Nyquist frequency and 120 dB down at it. No delay:
/// output sample n lies at time n / output rate, and the signal counts as zero before its start and after its end. The outputs are the same
/// to the bit however the input is cut into pieces. Not safe for use from several threads at once; the filter tables are shared and kept,
/// so that a second resampler of the same ratio costs nothing to make.
/// </remarks>
public sealed class Resampler
{
    private const int MaxRatio = 256;
    private const int BlockSamples = 8192;

    private readonly ResamplingFilter _filter;
    private readonly float[] _buffer;
    private int _filled;
    private int _next;
    private int _phase;
    private long _inputCount;
    private long _outputCount;

    /// <summary>Prepares for a pair of rates.</summary>
    /// <param name="inputRateHz">Samples a second that come in.</param>
    /// <param name="outputRateHz">Samples a second that go out; at most 256 times more or fewer.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate is not positive, or they are too far apart.</exception>
    public Resampler(int inputRateHz, int outputRateHz)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputRateHz);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputRateHz);
        if (!Supports(inputRateHz, outputRateHz))
        {
            throw new ArgumentOutOfRangeException(
                nameof(outputRateHz), outputRateHz, $"Rates may differ by a factor of at most {MaxRatio}; the input has {inputRateHz} Hz.");
        }

        (InputRateHz, OutputRateHz) = (inputRateHz, outputRateHz);
        var (divisor, rest) = (inputRateHz, outputRateHz);
        while (rest != 0) (divisor, rest) = (rest, divisor % rest);
        _filter = ResamplingFilter.For(outputRateHz / divisor, inputRateHz / divisor);
        _buffer = new float[_filter.Taps + BlockSamples];
        Reset();
    }

    /// <summary>Samples a second that come in.</summary>
    public int InputRateHz { get; }

    /// <summary>Samples a second that go out.</summary>
    public int OutputRateHz { get; }

    /// <summary>Resamples a whole signal, as <c>librosa.resample(y, orig_sr=..., target_sr=..., res_type="soxr_hq")</c>.</summary>
    /// <param name="samples">The signal [n].</param>
    /// <param name="inputRateHz">Its rate in Hz.</param>
    /// <param name="outputRateHz">The wanted rate in Hz.</param>
    /// <returns>The signal [ceil(n * output rate / input rate)].</returns>
    public static float[] Resample(ReadOnlySpan<float> samples, int inputRateHz, int outputRateHz)
    {
        if (inputRateHz == outputRateHz) return samples.ToArray();
        var resampler = new Resampler(inputRateHz, outputRateHz);
        var length = OutputLength(samples.Length, inputRateHz, outputRateHz);
        if (length > Array.MaxLength)
        {
            throw new ArgumentException("The result is too long for one array; use a Resampler in blocks.", nameof(samples));
        }

        var output = new float[length];
        var written = resampler.Run(samples, output);
        resampler.Drain(output.AsSpan(written));
        return output;
    }

    /// <summary>The most samples that one call of <see cref="Process"/> with this many inputs, or of <see cref="Flush"/>, writes.</summary>
    /// <param name="inputCount">Samples in the call.</param>
    /// <returns>A bound, at most a few hundred samples above the real number.</returns>
    public int MaxOutput(int inputCount) => checked((int)(((long)inputCount + _filter.Taps) * _filter.Up / _filter.Down + 2));

    /// <summary>Takes the next samples and writes the outputs that are complete.</summary>
    /// <param name="input">The next samples, any number.</param>
    /// <param name="output">Where the outputs go: at least <see cref="MaxOutput"/> of the input's length.</param>
    /// <returns>The number of outputs written.</returns>
    /// <exception cref="ArgumentException">The output is too small.</exception>
    public int Process(ReadOnlySpan<float> input, Span<float> output)
    {
        if (output.Length < MaxOutput(input.Length))
        {
            throw new ArgumentException(
                $"The output needs room for {MaxOutput(input.Length)} samples and has it for {output.Length}.", nameof(output));
        }

        return Run(input, output);
    }

    /// <summary>Ends the signal: writes the outputs that were still waiting for input, ceil(n * ratio) in all, and starts anew.</summary>
    /// <param name="output">Where they go: at least <see cref="MaxOutput"/>(0) samples.</param>
    /// <returns>The number of outputs written.</returns>
    /// <exception cref="ArgumentException">The output is too small.</exception>
    public int Flush(Span<float> output)
    {
        if (output.Length < MaxOutput(0))
        {
            throw new ArgumentException(
                $"The output needs room for {MaxOutput(0)} samples and has it for {output.Length}.", nameof(output));
        }

        var left = (int)(OutputLength(_inputCount, InputRateHz, OutputRateHz) - _outputCount);
        Drain(output[..left]);
        return left;
    }

    /// <summary>Forgets all that came in.</summary>
    public void Reset()
    {
        _buffer.AsSpan(0, _filter.Before).Clear();
        _filled = _filter.Before;
        (_next, _phase, _inputCount, _outputCount) = (0, 0, 0, 0);
    }

    /// <summary>Whether two rates are near enough to each other: within a factor of 256.</summary>
    /// <param name="inputRateHz">The present rate in Hz.</param>
    /// <param name="outputRateHz">The new rate in Hz.</param>
    public static bool Supports(int inputRateHz, int outputRateHz) =>
        inputRateHz <= (long)outputRateHz * MaxRatio && outputRateHz <= (long)inputRateHz * MaxRatio;

    /// <summary>ceil(n * ratio), in double precision as librosa computes it: for some rates (44,100 to 48,000
    /// Hz) that is one more than exact arithmetic gives.</summary>
    internal static long OutputLength(long count, int inputRateHz, int outputRateHz) =>
        (long)Math.Ceiling(count * ((double)outputRateHz / inputRateHz));

    /// <summary>round(n * ratio): what soxr computes. librosa fills up to ceil(n * ratio) with a zero.</summary>
    private static long ComputedLength(long count, int inputRateHz, int outputRateHz) =>
        (long)((2 * (Int128)count * outputRateHz + inputRateHz) / (2 * (Int128)inputRateHz));

    private int Run(ReadOnlySpan<float> input, Span<float> output)
    {
        _inputCount += input.Length;
        var written = 0;
        while (!input.IsEmpty)
        {
            var count = Math.Min(input.Length, _buffer.Length - _filled);
            input[..count].CopyTo(_buffer.AsSpan(_filled));
            input = input[count..];
            _filled += count;
            written += Produce(output[written..]);
        }

        return written;
    }

    /// <summary>Writes the rest of the outputs, silence following the input; the last is zero where soxr gives none.</summary>
    private void Drain(Span<float> output)
    {
        var computed = (int)Math.Min(ComputedLength(_inputCount, InputRateHz, OutputRateHz) - _outputCount, output.Length);
        output[computed..].Clear();
        output = output[..computed];
        while (!output.IsEmpty)
        {
            _buffer.AsSpan(_filled).Clear();
            _filled = _buffer.Length;
            output = output[Produce(output)..];
        }

        Reset();
    }

    /// <summary>Writes every output whose inputs are all buffered and that has
    /// room, and drops the inputs that no later one needs.</summary>
    private int Produce(Span<float> output)
    {
        var (taps, up, down) = (_filter.Taps, _filter.Up, _filter.Down);
        var buffer = _buffer.AsSpan(0, _filled);

        // Output n of this call lies at place + n * down, in steps of 1 / up of an input sample.
        var place = (long)_next * up + _phase;
        var reach = (long)(_filled - taps + 1) * up - 1 - place;
        var count = reach < 0 ? 0 : (int)Math.Min(reach / down + 1, output.Length);
        var n = 0;
        for (; n < count && _outputCount + n < _filter.StartRows; n++)
        {
            var (start, _) = Math.DivRem(place + (long)n * down, up);
            FirKernel.Windows(buffer, (int)start, 0, _filter.StartRow((int)_outputCount + n), output[n..], 1, 1);
        }

        if (_filter.IsExact)
        {
            // Outputs that lie at the same place between two inputs share their taps.
            for (var first = n; first < Math.Min(count, n + up); first++)
            {
                var (start, phase) = Math.DivRem(place + (long)first * down, up);
                FirKernel.Windows(buffer, (int)start, down, _filter.Row((int)phase), output[first..], up, (count - first + up - 1) / up);
            }
        }
        else
        {
            for (; n < count; n++)
            {
                var (start, phase) = Math.DivRem(place + (long)n * down, up);
                var between = (double)phase * _filter.Phases / up;
                var row = (int)between;
                output[n] = FirKernel.Between(
                    buffer.Slice((int)start, taps), _filter.Row(row), _filter.Row(row + 1), (float)(between - row));
            }
        }

        _outputCount += count;
        var (next, nextPhase) = Math.DivRem(place + (long)count * down, up);
        var keep = (int)Math.Max(0, _filled - next);
        _buffer.AsSpan(_filled - keep, keep).CopyTo(_buffer);
        (_next, _phase) = ((int)(next - (_filled - keep)), (int)nextPhase);
        _filled = keep;
        return count;
    }
}
