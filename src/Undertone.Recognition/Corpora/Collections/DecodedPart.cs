using System.Globalization;
using Undertone.Recognition.Files;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Corpora.Collections;

/// <summary>What decoding told of one utterance's samples, a whole file's or those of a part, before it is judged.</summary>
/// <param name="Hash">The SHA-256 of the samples and their rate.</param>
/// <param name="SampleRateHz">Their rate.</param>
/// <param name="Samples">Their number.</param>
/// <param name="FileSamples">The number of samples in the file.</param>
/// <param name="Clipped">How many lie in runs at full scale.</param>
/// <param name="Peak">The largest magnitude of the utterance.</param>
/// <param name="MeanSquare">The mean square of its samples.</param>
/// <param name="BandwidthHz">How high the utterance reaches.</param>
/// <param name="Findings">What decoding found out about the whole file.</param>
internal sealed record DecodedPart(
    string Hash, int SampleRateHz, long Samples, long FileSamples, long Clipped, float Peak, double MeanSquare,
    double BandwidthHz,
    AudioFindings Findings)
{
    // A file whose largest sample is below this (-60 dBFS) is silent.
    private const float SilentPeak = 0.001f;

    // Times in manifests are rounded: a part may end this much after its file.
    private const double RoundingSeconds = 0.05;

    private const uint Magic = 0x33415455; // "UTA3"

    private const int HashBytes = 32, CachedBytes = HashBytes + (3 * sizeof(int)) + (3 * sizeof(long)) + sizeof(float)
        + (2 * sizeof(double));

    /// <summary>What the utterance's audio tells.</summary>
    public AudioContent Judge(Candidate candidate)
    {
        var problem = Problem(candidate) is (var reason, var detail)
            ? new CorpusProblem(candidate.Utterance.Path, reason, detail)
            : null;
        var clippedShare = Samples == 0 ? 0 : (double)Clipped / Samples;
        return new AudioContent(problem is null ? Hash : "", (double)Samples / SampleRateHz, problem, clippedShare)
        {
            Findings = Findings,
            SampleRateHz = SampleRateHz,
            BandwidthHz = BandwidthHz,
            LevelDb = MeanSquare > 0 ? 10 * Math.Log10(MeanSquare) : null,
        };
    }

    /// <summary>What was kept of a part of a file that is known by a digest of its bytes; null where nothing whole is.</summary>
    public static DecodedPart? TryRead(ContentCache cache, byte[] file, string span)
    {
        if (ContentCache.TryRead(cache.PathOf(span, file), Magic) is not { Length: CachedBytes } data) return null;
        using var reader = new BinaryReader(new MemoryStream(data.ToArray()));
        return new DecodedPart(
            Convert.ToHexString(reader.ReadBytes(HashBytes)), reader.ReadInt32(), reader.ReadInt64(), reader.ReadInt64(),
            reader.ReadInt64(), reader.ReadSingle(), reader.ReadDouble(), reader.ReadDouble(),
            new AudioFindings(reader.ReadSingle(), reader.ReadInt32() is var channel and >= 0 ? channel : null));
    }

    /// <summary>Keeps this; a folder that cannot be written costs time only.</summary>
    public void Keep(ContentCache cache, byte[] file, string span)
    {
        using var data = new MemoryStream(CachedBytes);
        using (var writer = new BinaryWriter(data, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Convert.FromHexString(Hash));
            writer.Write(SampleRateHz);
            writer.Write(Samples);
            writer.Write(FileSamples);
            writer.Write(Clipped);
            writer.Write(Peak);
            writer.Write(MeanSquare);
            writer.Write(BandwidthHz);
            writer.Write(Findings.Peak);
            writer.Write(Findings.TakenChannel ?? -1);
        }

        try
        {
            ContentCache.Write(cache.PathOf(span, file), Magic, data.ToArray());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is decoded again the next time.
        }
    }

    private (ProblemReason Reason, string Detail)? Problem(Candidate candidate)
    {
        var utterance = candidate.Utterance;
        var isPart = utterance.Span.Length > 0;
        var fileSeconds = (double)FileSamples / SampleRateHz;
        if (isPart && fileSeconds > 0 && (Samples == 0 || utterance.EndSeconds > fileSeconds + RoundingSeconds))
        {
            return (Samples == 0 ? ProblemReason.Empty : ProblemReason.Unreadable,
                string.Create(CultureInfo.InvariantCulture,
                    $"{candidate.Place} names the part {utterance.Span}, and the file ends at {fileSeconds:0.000} s."));
        }

        var place = isPart ? $" ({candidate.Place}, the part {utterance.Span})" : "";
        if (Samples == 0) return (ProblemReason.Empty, $"The file has a header and no samples{place}.");
        if (Peak >= SilentPeak) return null;
        return (ProblemReason.Silent, Peak == 0
            ? $"Every sample is 0{place}."
            : string.Create(CultureInfo.InvariantCulture, $"The largest sample is at {20 * Math.Log10(Peak):0.0} dBFS{place}."));
    }
}
