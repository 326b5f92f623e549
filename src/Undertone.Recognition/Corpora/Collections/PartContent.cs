using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Undertone.Recognition.Corpora.Collections;

/// <summary>Measures one utterance's samples, a whole file's or those of a part, while the file is decoded.</summary>
internal sealed class PartContent
{
    // A file whose largest sample is below this (-60 dBFS) is silent.
    private const float SilentPeak = 0.001f;

    // Two neighbouring samples may touch full scale in a recording that was normalised to its peak; three in a row were cut off.
    private const float FullScale = 32766f / 32768f;
    private const int ShortestClippedRun = 3;

    // Times in manifests are rounded: a part may end this much after its file.
    private const double RoundingSeconds = 0.05;

    private readonly Candidate _candidate;
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
        (_candidate, _sampleRateHz) = (candidate, sampleRateHz);
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

    /// <summary>What the utterance's audio tells, when the file has been read.</summary>
    /// <param name="total">The number of samples in the file.</param>
    public AudioContent Finish(long total)
    {
        var hash = Convert.ToHexString(_hash.GetHashAndReset());
        _hash.Dispose();
        var duration = (double)_total / _sampleRateHz;
        var problem = Problem((double)total / _sampleRateHz) is (var reason, var detail)
            ? new CorpusProblem(_candidate.Utterance.Path, reason, detail)
            : null;
        return new AudioContent(problem is null ? hash : "", duration, problem, _total == 0 ? 0 : (double)_clipped / _total);
    }

    private (ProblemReason Reason, string Detail)? Problem(double fileSeconds)
    {
        var utterance = _candidate.Utterance;
        var isPart = utterance.Span.Length > 0;
        if (isPart && fileSeconds > 0 && (_total == 0 || utterance.EndSeconds > fileSeconds + RoundingSeconds))
        {
            return (_total == 0 ? ProblemReason.Empty : ProblemReason.Unreadable,
                string.Create(CultureInfo.InvariantCulture,
                    $"{_candidate.Place} names the part {utterance.Span}, and the file ends at {fileSeconds:0.000} s."));
        }

        var place = isPart ? $" ({_candidate.Place}, the part {utterance.Span})" : "";
        if (_total == 0) return (ProblemReason.Empty, $"The file has a header and no samples{place}.");
        if (_peak >= SilentPeak) return null;
        return (ProblemReason.Silent, _peak == 0
            ? $"Every sample is 0{place}."
            : string.Create(CultureInfo.InvariantCulture, $"The largest sample is at {20 * Math.Log10(_peak):0.0} dBFS{place}."));
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
