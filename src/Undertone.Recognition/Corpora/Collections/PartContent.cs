using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Corpora.Collections;

/// <summary>Measures one utterance's samples, a whole file's or those of a part, while the file is decoded.</summary>
internal sealed class PartContent
{
    // Two neighbouring samples may touch full scale in a recording that was normalised to its peak; three in a row were cut off.
    private const float FullScale = 32766f / 32768f;
    private const int ShortestClippedRun = 3;

    private readonly int _sampleRateHz;
    private readonly long _start;
    private readonly long _end;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _total;
    private long _clipped;
    private int _run;
    private float _peak;

    public PartContent(Candidate candidate, int sampleRateHz)
    {
        _sampleRateHz = sampleRateHz;
        (_start, _end) = UtteranceAudio.Samples(candidate.Utterance, sampleRateHz);
        _hash.AppendData(BitConverter.GetBytes(sampleRateHz));
    }

    /// <summary>Takes what belongs to the utterance of the file's next samples.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="at">How many came before them.</param>
    public void Add(ReadOnlySpan<float> samples, long at)
    {
        var (first, last) = ((int)Math.Clamp(_start - at, 0, samples.Length), (int)Math.Clamp(_end - at, 0, samples.Length));
        if (last <= first) return;
        samples = samples[first..last];
        _hash.AppendData(MemoryMarshal.AsBytes(samples));
        _total += samples.Length;
        var blockPeak = Math.Abs(TensorPrimitives.MaxMagnitude(samples));
        _peak = Math.Max(_peak, blockPeak);
        if (blockPeak < FullScale) _run = 0;
        else CountClipped(samples);
    }

    /// <summary>What was measured, when the file has been read.</summary>
    /// <param name="total">The number of samples in the file.</param>
    /// <param name="findings">What decoding found out about the whole file.</param>
    public DecodedPart Finish(long total, AudioFindings findings)
    {
        var hash = Convert.ToHexString(_hash.GetHashAndReset());
        _hash.Dispose();
        return new DecodedPart(hash, _sampleRateHz, _total, total, _clipped, _peak, findings);
    }

    private void CountClipped(ReadOnlySpan<float> samples)
    {
        foreach (var sample in samples)
        {
            _run = Math.Abs(sample) >= FullScale ? _run + 1 : 0;
            _clipped += _run < ShortestClippedRun ? 0 : _run == ShortestClippedRun ? ShortestClippedRun : 1;
        }
    }
}
