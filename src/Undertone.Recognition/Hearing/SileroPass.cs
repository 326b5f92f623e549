using System.Numerics.Tensors;

namespace Undertone.Recognition.Hearing;

/// <summary>Blocks on their way through the <see cref="SileroNetwork"/>, and what it remembers of the blocks before.</summary>
internal sealed class SileroPass
{
    private const int Context = SileroNetwork.ContextSamples;
    private const int Bands = SileroNetwork.Bands;
    private const int Frames = SileroNetwork.Frames;
    private const int Hop = 128;

    /// <summary>A block, what was before it, and the last of it once more, mirrored.</summary>
    private const int HeardSamples = Context + SpeechDetector.BlockSamples + Context;

    private readonly SileroNetwork _network;
    private readonly float[] _samples;
    private readonly float[] _parts;
    private readonly float[] _spectra;
    private readonly float[][] _frames;
    private readonly float[] _gates;
    private readonly float[] _outputs;
    private readonly float[] _state;

    /// <summary>Makes room for some blocks at a time.</summary>
    public SileroPass(SileroNetwork network, int mostBlocks)
    {
        _network = network;
        var units = network.Memory.Units;
        _samples = new float[mostBlocks * HeardSamples];
        _parts = new float[mostBlocks * Frames * 2 * Bands];
        _spectra = new float[mostBlocks * (Frames + 2) * Bands];
        _frames = [.. network.Convolutions.Select(c => new float[mostBlocks * c.BlockSize])];
        _gates = new float[mostBlocks * 4 * units];
        _outputs = new float[mostBlocks * units];
        _state = new float[2 * units];
    }

    /// <summary>Takes the block of a place among the next ones: the 64 samples before it and its 512, times a gain.</summary>
    public void Take(int place, ReadOnlySpan<float> heard, float gain)
    {
        var to = _samples.AsSpan(place * HeardSamples, HeardSamples);
        TensorPrimitives.Multiply(heard, gain, to);
        for (var i = 0; i < Context; i++) to[heard.Length + i] = to[heard.Length - 2 - i];
    }

    /// <summary>The probabilities of the blocks taken, which follow those of the last call.</summary>
    public void Run(int blocks, Span<float> probabilities)
    {
        for (var t = 0; t < Frames; t++)
            _network.Transform.Apply(_samples.AsSpan(t * Hop), HeardSamples, _parts.AsSpan(t * 2 * Bands), Frames * 2 * Bands, blocks);
        TensorPrimitives.Multiply(_parts, _parts, _parts);
        for (var b = 0; b < blocks; b++)
        {
            for (var t = 0; t < Frames; t++)
            {
                var power = _parts.AsSpan(((b * Frames) + t) * 2 * Bands, 2 * Bands);
                var to = _spectra.AsSpan(((b * (Frames + 2)) + t + 1) * Bands, Bands);
                TensorPrimitives.Add(power[..Bands], power[Bands..], to);
                TensorPrimitives.Sqrt(to, to);
            }
        }

        var frames = _spectra;
        for (var i = 0; i < _frames.Length; i++)
        {
            _network.Convolutions[i].Apply(frames, _frames[i], blocks);
            frames = _frames[i];
        }

        // One frame is left of each block, between the two of zeros.
        var memory = _network.Memory;
        memory.Run(frames.AsSpan(memory.Inputs), 3 * memory.Inputs, blocks, _state, _gates, _outputs);
        var outputs = _outputs.AsSpan(0, blocks * memory.Units);
        TensorPrimitives.Max(outputs, 0, outputs);
        _network.Output.Apply(outputs, memory.Units, probabilities, 1, blocks);
        foreach (ref var p in probabilities) p = (float)(1 / (1 + Math.Exp(-p)));
    }
}
