using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Undertone.Recognition.Hearing;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Corpora.Collections;

/// <summary>Measures one utterance's samples, a whole file's or those of a part, while the file is decoded.</summary>
internal sealed class PartContent
{
    private readonly int _sampleRateHz;
    private readonly long _start;
    private readonly long _end;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ClippedRuns _clipped = new();
    private readonly BandwidthMeter _bandwidth;
    private long _total;
    private double _squares;

    public PartContent(Candidate candidate, int sampleRateHz)
    {
        _sampleRateHz = sampleRateHz;
        _bandwidth = new BandwidthMeter(sampleRateHz);
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
        _bandwidth.Add(samples);
        _clipped.Add(samples);
        // One after the other: the same sum on every machine.
        foreach (var sample in samples) _squares += (double)sample * sample;
    }

    /// <summary>What was measured, when the file has been read.</summary>
    /// <param name="total">The number of samples in the file.</param>
    /// <param name="findings">What decoding found out about the whole file.</param>
    public DecodedPart Finish(long total, AudioFindings findings)
    {
        var hash = Convert.ToHexString(_hash.GetHashAndReset());
        _hash.Dispose();
        return new DecodedPart(
            hash, _sampleRateHz, _total, total, _clipped.Count, _clipped.Peak, _total == 0 ? 0 : _squares / _total, _bandwidth.Finish(),
            findings);
    }
}
