namespace Undertone.Recognition.Hearing;

/// <summary>
/// A <see cref="SpeechDetector"/> at work on samples that come bit by bit, of 16 kHz and without an offset. Not for two threads at once.
/// </summary>
public sealed class SpeechStream
{
    private const int Block = SpeechDetector.BlockSamples;
    private const int Context = SileroNetwork.ContextSamples;

    private readonly SileroNetwork _network;
    private readonly SpeechGain? _gain;
    private readonly float[] _state;
    private readonly float[] _samples = new float[Context + (SileroPass.MostBlocks * Block)];
    private int _waiting;
    private long _heard;
    private bool _finished;

    internal SpeechStream(SileroNetwork network, SpeechGain? gain) =>
        (_network, _gain, _state) = (network, gain, new float[network.StateSize]);

    /// <summary>Takes the next samples.</summary>
    /// <param name="samples">Any number of samples at 16 kHz.</param>
    /// <returns>The probability of speech, in [0, 1], of each block that they complete.</returns>
    /// <exception cref="ArgumentException">A sample is not a finite number; nothing of these samples was heard.</exception>
    /// <exception cref="InvalidOperationException">The stream is finished.</exception>
    public IReadOnlyList<float> Push(ReadOnlySpan<float> samples)
    {
        if (_finished) throw new InvalidOperationException("The stream is finished: open another one.");
        RequireFinite(samples);
        _heard += samples.Length;
        var probabilities = new float[(int)(((long)_waiting + samples.Length) / Block)];
        var done = 0;
        while (!samples.IsEmpty)
        {
            var taken = Math.Min(samples.Length, _samples.Length - Context - _waiting);
            samples[..taken].CopyTo(_samples.AsSpan(Context + _waiting));
            samples = samples[taken..];
            _waiting += taken;
            var blocks = _waiting / Block;
            Answer(blocks, probabilities.AsSpan(done, blocks));
            done += blocks;
        }

        return probabilities;
    }

    /// <summary>Ends the stream.</summary>
    /// <returns>The probability of the block that was begun, filled up with zeros; none where all samples were answered.</returns>
    /// <exception cref="InvalidOperationException">The stream is finished already.</exception>
    public IReadOnlyList<float> Finish()
    {
        var last = Push(new float[(Block - _waiting) % Block]);
        _finished = true;
        return last;
    }

    private void Answer(int blocks, Span<float> probabilities)
    {
        if (blocks == 0) return;
        var pass = _network.Rent();
        for (var b = 0; b < blocks; b++)
        {
            var heard = _samples.AsSpan(b * Block, Context + Block);
            pass.Take(b, heard, _gain?.Next(heard[Context..]) ?? 1);
        }

        pass.Run(blocks, _state, probabilities);
        _network.Return(pass);

        // What is left, and the samples before it, move to the front.
        _waiting -= blocks * Block;
        _samples.AsSpan(blocks * Block, Context + _waiting).CopyTo(_samples);
    }

    private void RequireFinite(ReadOnlySpan<float> samples)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            if (!float.IsFinite(samples[i]))
                throw new ArgumentException(FormattableString.Invariant(
                    $"Sample {_heard + i} is {samples[i]}: every sample has to be a finite number."));
        }
    }
}
