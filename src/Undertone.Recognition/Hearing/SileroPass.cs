using System.Numerics.Tensors;

namespace Undertone.Recognition.Hearing;

/// <summary>Blocks on their way through the <see cref="SileroNetwork"/>: room to work in, which streams share one after another.</summary>
internal sealed class SileroPass
{
    /// <summary>Blocks that go through the network together: its work memory then stays in the second cache.</summary>
    public const int MostBlocks = 32;

    private const int Context = SileroNetwork.ContextSamples;
    private const int Bands = SileroNetwork.Bands;
    private const int Frames = SileroNetwork.Frames;
    private const int Hop = SileroNetwork.HopSamples;

    /// <summary>A block, what was before it, and the last of it once more, mirrored.</summary>
    private const int HeardSamples = Context + SpeechDetector.BlockSamples + Context;

    private readonly SileroNetwork _network;
    private readonly float[] _samples;
    private readonly float[] _parts;
    private readonly float[] _spectra;
    private readonly float[][] _frames;
    private readonly float[] _gates;
    private readonly float[] _outputs;

    /// <summary>Makes the room.</summary>
    public SileroPass(SileroNetwork network)
    {
        _network = network;
        var units = network.Memory.Units;
        _samples = new float[MostBlocks * HeardSamples];
        _parts = new float[MostBlocks * Frames * 2 * Bands];
        _spectra = new float[MostBlocks * (Frames + 2) * Bands];
        _frames = [.. network.Convolutions.Select(c => new float[MostBlocks * c.BlockSize])];
        _gates = new float[MostBlocks * 4 * units];
        _outputs = new float[MostBlocks * units];
    }

    /// <summary>Takes the block of a place among the next ones: the 64 samples before it and its 512, times a gain.</summary>
    public void Take(int place, ReadOnlySpan<float> heard, float gain)
    {
        var to = _samples.AsSpan(place * HeardSamples, HeardSamples);
        TensorPrimitives.Multiply(heard, gain, to);
        for (var i = 0; i < Context; i++) to[heard.Length + i] = to[heard.Length - 2 - i];
    }

    /// <summary>The probabilities of the blocks taken.</summary>
    /// <param name="blocks">How many were taken.</param>
    /// <param name="state">What is remembered of the blocks before, <see cref="SileroNetwork.StateSize"/> numbers; at first 0.</param>
    /// <param name="probabilities">Where they go.</param>
    public void Run(int blocks, Span<float> state, Span<float> probabilities)
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
        memory.Run(frames.AsSpan(memory.Inputs), 3 * memory.Inputs, blocks, state, _gates, _outputs);
        var outputs = _outputs.AsSpan(0, blocks * memory.Units);
        TensorPrimitives.Max(outputs, 0, outputs);
        _network.Output.Apply(outputs, memory.Units, probabilities, 1, blocks);
        foreach (ref var p in probabilities) p = (float)(1 / (1 + Math.Exp(-p)));
    }
}
