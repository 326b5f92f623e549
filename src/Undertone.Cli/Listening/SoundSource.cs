using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Sound.Capture;

namespace Undertone.Cli.Listening;

/// <summary>Where sound comes from while it is listened to.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="SampleRateHz">Samples a second.</param>
/// <param name="Read">Fills a block and says how much of it; less only at the end.</param>
/// <param name="End">Ends it.</param>
internal sealed record SoundSource(string Name, int SampleRateHz, Func<float[], int> Read, Action End) : IDisposable
{
    /// <summary>Raw PCM on standard input.</summary>
    public static SoundSource OfStandardInput(Terminal terminal, RawPcmFormat format)
    {
        var reader = new RawPcmReader(terminal.OpenInput(), AudioInput.Title(AudioInput.StandardInput), format);
        return new SoundSource(AudioInput.Title(AudioInput.StandardInput), reader.SampleRateHz, block => reader.Read(block), () => { });
    }

    /// <summary>A microphone.</summary>
    /// <exception cref="FailedException">There is no sound; the message says why and what to do.</exception>
    public static SoundSource OfMicrophone(string? device, int sampleRateHz, CancellationToken cancellation)
    {
        try
        {
            var microphone = Microphone.Open(device, sampleRateHz, cancellation);
            return new SoundSource(device ?? microphone.Program, sampleRateHz, ReadBlock, microphone.Dispose);

            int ReadBlock(float[] block)
            {
                microphone.Read(block);
                return block.Length;
            }
        }
        catch (MicrophoneException e)
        {
            throw new FailedException(
                $"{e.Message} 'undertone listen --list-devices' names devices for --device, and - takes raw PCM on standard input.", e);
        }
    }

    public void Dispose() => End();
}
