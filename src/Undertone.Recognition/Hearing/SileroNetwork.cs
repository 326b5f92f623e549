using System.Collections.Concurrent;
using Undertone.Learning.Neural;
using Undertone.Learning.State;

namespace Undertone.Recognition.Hearing;

/// <summary>
/// The layers of Silero VAD version 6 for 16 kHz: a short-time Fourier transform as a convolution, four convolutions over time, an LSTM and
/// one output. The numbers are those that its authors publish.
/// </summary>
internal sealed class SileroNetwork
{
    /// <summary>Samples before a block that the network looks at with it.</summary>
    public const int ContextSamples = 64;

    /// <summary>Bands of the spectrum; the transform gives as many real parts and then as many imaginary parts.</summary>
    public const int Bands = 129;

    /// <summary>Samples from one spectrum to the next.</summary>
    public const int HopSamples = 128;

    /// <summary>Spectra of a block.</summary>
    public const int Frames = 4;

    private const string Resource = "silero-vad";

    private readonly ConcurrentBag<SileroPass> _idle = [];

    private SileroNetwork(Dictionary<string, StateTensor> numbers)
    {
        Transform = new FrozenDense(Numbers("stft_conv.weight"), new float[2 * Bands]);
        Convolutions =
        [
            Convolution("conv1", Frames, 1),
            Convolution("conv2", Frames, 2),
            Convolution("conv3", Frames / 2, 2),
            Convolution("conv4", 1, 1),
        ];
        var bias = Numbers("lstm_cell.bias_ih").Zip(Numbers("lstm_cell.bias_hh"), (x, h) => x + h).ToArray();
        Memory = new FrozenLstm(Numbers("lstm_cell.weight_ih"), Numbers("lstm_cell.weight_hh"), bias);
        Output = new FrozenDense(Numbers("final_conv.weight"), Numbers("final_conv.bias"));

        float[] Numbers(string name) => numbers[name].ToSingles();

        FrameConvolution Convolution(string name, int frames, int stride) =>
            new(Numbers(name + ".weight"), Numbers(name + ".bias"), frames, stride);
    }

    /// <summary>From 256 samples to real and imaginary parts.</summary>
    public FrozenDense Transform { get; }

    /// <summary>From the spectra of a block to one frame.</summary>
    public IReadOnlyList<FrameConvolution> Convolutions { get; }

    /// <summary>What is carried from block to block.</summary>
    public FrozenLstm Memory { get; }

    /// <summary>To the logit of speech.</summary>
    public FrozenDense Output { get; }

    /// <summary>How many numbers are remembered from block to block.</summary>
    public int StateSize => 2 * Memory.Units;

    /// <summary>Takes blocks through the network.</summary>
    public SileroPass Rent() => _idle.TryTake(out var pass) ? pass : new SileroPass(this);

    /// <summary>Gives back what was rented.</summary>
    public void Return(SileroPass pass) => _idle.Add(pass);

    /// <summary>Reads the numbers that come with the library.</summary>
    public static SileroNetwork Load() => new(Numbers());

    /// <summary>The numbers that come with the library, by the names that the network's authors gave them.</summary>
    public static Dictionary<string, StateTensor> Numbers()
    {
        using var stream = typeof(SileroNetwork).Assembly.GetManifestResourceStream(Resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Safetensors.Read(Resource, bytes).ToDictionary(t => t.Name);
    }
}
