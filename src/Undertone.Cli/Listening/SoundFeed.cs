using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Undertone.Cli.Listening;

/// <summary>
/// Reads blocks of sound on a thread of its own and keeps them before anybody looks at them: a read that waits stops nobody, and a slow
/// listener loses nothing.
/// </summary>
internal sealed class SoundFeed : IDisposable
{
    /// <summary>What may wait to be heard; then the source has to wait.</summary>
    private const double MostWaitingSeconds = 30;

    private const double BlockSeconds = 0.05;

    private readonly BlockingCollection<float[]> _blocks = new((int)(MostWaitingSeconds / BlockSeconds));
    private readonly CancellationTokenSource _end = new();
    private readonly Action<float[]> _keep;
    private volatile ExceptionDispatchInfo? _fault;

    /// <summary>Begins to read.</summary>
    /// <param name="read">Fills a block and says how much of it; less only at the end.</param>
    /// <param name="sampleRateHz">Samples a second.</param>
    /// <param name="keep">Keeps a block; it is not called any more when the feed is disposed.</param>
    public SoundFeed(Func<float[], int> read, int sampleRateHz, Action<float[]> keep)
    {
        _keep = keep;
        new Thread(() => Read(read, (int)Math.Round(sampleRateHz * BlockSeconds))) { IsBackground = true, Name = "sound" }.Start();
    }

    /// <summary>What reading or keeping the sound threw, once all blocks are there; null where it came to its end.</summary>
    public ExceptionDispatchInfo? Fault => _fault;

    /// <summary>The blocks as they come.</summary>
    public IEnumerable<float[]> Blocks(CancellationToken cancellation) => _blocks.GetConsumingEnumerable(cancellation);

    public void Dispose()
    {
        lock (_end) _end.Cancel();
    }

    private void Read(Func<float[], int> read, int blockSamples)
    {
        try
        {
            int count;
            do
            {
                var block = new float[blockSamples];
                count = read(block);
                if (count < blockSamples) block = block[..count];
                lock (_end)
                {
                    if (_end.IsCancellationRequested) return;
                    _keep(block);
                }

                if (count > 0) _blocks.Add(block, _end.Token);
            }
            while (count == blockSamples);
        }
        catch (OperationCanceledException)
        {
            // The listener has ended.
        }
        catch (Exception e)
        {
            _fault = ExceptionDispatchInfo.Capture(e);
        }
        finally
        {
            _blocks.CompleteAdding();
        }
    }
}
