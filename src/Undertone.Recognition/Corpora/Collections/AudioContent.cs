using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Undertone.Recognition.Files;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Corpora.Collections;

/// <summary>What the audio of one utterance tells: the problem that keeps it out, or the hash by which repeated audio is known.</summary>
/// <param name="Hash">
/// The SHA-256 of the decoded samples and their rate; of the file's bytes (and the part's place) where it was not decoded.
/// </param>
/// <param name="DurationSeconds">The duration; null where the file was not decoded.</param>
/// <param name="Problem">What keeps the utterance out of training, or null.</param>
/// <param name="ClippedShare">The share of samples in runs at full scale; 0 where the file was not decoded.</param>
/// <remarks>
/// WAV and AIFF are decoded, which is quick, so that the same audio is known again under another header, bit depth or container. FLAC, MP3
/// and the like take longer, and some a program of their own. Where everything is to be decoded, what that told of them is kept in
/// the cache, if there is one; what went wrong is not, since it may come from the machine. Elsewhere they are hashed as they are.
/// </remarks>
internal sealed record AudioContent(string Hash, double? DurationSeconds, CorpusProblem? Problem, double ClippedShare)
{
    /// <summary>What decoding found out about the whole file; null where it was not decoded.</summary>
    public AudioFindings? Findings { get; init; }

    /// <summary>The sample rate of the file; null where it was not decoded.</summary>
    public int? SampleRateHz { get; init; }

    /// <summary>How high the recording reaches; null where it was not decoded.</summary>
    public double? BandwidthHz { get; init; }

    /// <summary>The root mean square in dB of full scale; null where it was not decoded, or every sample is 0.</summary>
    public double? LevelDb { get; init; }

    private const int BlockSamples = 16384;
    private const double LargestClippedShare = 0.0005;

    /// <summary>
    /// The problem of a file with more clipped samples than a listener would miss, or with samples in another scale altogether; null for
    /// any other.
    /// </summary>
    public CorpusProblem? Clipping(string path)
    {
        if (Findings is { IsFarBeyondFullScale: true } far)
        {
            return new CorpusProblem(path, ProblemReason.Clipped, string.Create(CultureInfo.InvariantCulture,
                $"Its samples reach {far.Peak:G3} times full scale, as if stored in another scale; it is kept."));
        }

        if (ClippedShare <= LargestClippedShare) return null;
        return new CorpusProblem(path, ProblemReason.Clipped, string.Create(CultureInfo.InvariantCulture,
            $"{100 * ClippedShare:0.00} % of the samples lie in runs at full scale; it is kept."));
    }

    /// <summary>Reads the candidates' files in parallel, each file once; the answer is in the candidates' order.</summary>
    public static AudioContent[] ReadAll(
        IReadOnlyList<Candidate> candidates, CorpusReadOptions options, IProgress<CorpusProgress>? progress,
        CancellationToken cancellationToken)
    {
        var contents = new AudioContent[candidates.Count];
        var files = Enumerable.Range(0, contents.Length).GroupBy(i => candidates[i].Utterance.Path, StringComparer.Ordinal)
            .Select(g => g.ToArray()).ToArray();
        var done = 0;
        var threads = options.Threads ?? Environment.ProcessorCount;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        Parallel.For(0, files.Length, parallel, i =>
        {
            var parts = Array.ConvertAll(files[i], at => candidates[at]);
            var read = Read(parts[0].Utterance.Path, parts, options);
            for (var p = 0; p < parts.Length; p++) contents[files[i][p]] = read[p];
            progress?.Report(new CorpusProgress(Interlocked.Increment(ref done), files.Length));
        });
        return contents;
    }

    /// <summary>Reads one file for all utterances in it. Whatever goes wrong with a file is that file's problem and no other's.</summary>
    private static AudioContent[] Read(string path, Candidate[] parts, CorpusReadOptions options)
    {
        try
        {
            if (parts[0].Utterance.Clip is null && FileKinds.Of(path).Fault() is { } fault)
                return Bad(path, parts, ProblemReason.Unreadable, char.ToUpperInvariant(fault[0]) + fault[1..]);
            using var stream = options.Audio?.Open(path) ?? File.OpenRead(path);
            if (stream.Length == 0) return Bad(path, parts, ProblemReason.Empty, "The file has no bytes.");
            if (!options.CheckEveryFile && CompressedAudio.Is(stream)) return Undecoded(stream, parts);
            return Array.ConvertAll(parts.Zip(Decoded(stream, path, parts, options.Cache)).ToArray(), p => p.Second.Judge(p.First));
        }
        catch (AudioFormatException e)
        {
            var prefix = path + ": ";
            var detail = e.Message.StartsWith(prefix, StringComparison.Ordinal) ? e.Message[prefix.Length..] : e.Message;
            return Bad(path, parts, ProblemReason.Unreadable, detail);
        }
        catch (Exception e)
        {
            return Bad(path, parts, ProblemReason.Unreadable, e switch
            {
                FileNotFoundException or DirectoryNotFoundException => "There is no such file.",
                UnauthorizedAccessException => "You have no permission to read this file.",
                OutOfMemoryException => "There is not enough memory to decode this file: cut it into shorter ones.",
                IOException => "The file cannot be read: copy it again, or see whether its drive is well.",
                _ => $"The file cannot be decoded ({e.GetType().Name}): export it again, as 16-bit PCM WAV for instance.",
            });
        }
    }

    private static AudioContent[] Bad(string path, Candidate[] parts, ProblemReason reason, string detail) =>
        Array.ConvertAll(parts, p =>
        {
            var problem = new CorpusProblem(path, reason, p.Utterance.Span.Length == 0 ? detail : $"{detail} ({p.Place})");
            return new AudioContent("", null, problem, 0);
        });

    private static AudioContent[] Undecoded(Stream stream, Candidate[] parts)
    {
        var whole = SHA256.HashData(stream);
        return Array.ConvertAll(parts, p =>
        {
            var span = p.Utterance.Span;
            var hash = span.Length == 0 ? whole : SHA256.HashData([.. whole, .. Encoding.UTF8.GetBytes(span)]);
            return new AudioContent(Convert.ToHexString(hash), p.Utterance.EndSeconds - (p.Utterance.StartSeconds ?? 0), null, 0);
        });
    }

    /// <summary>What decoding tells of a file; of a compressed one from the cache, where it holds all that is asked for.</summary>
    private static DecodedPart[] Decoded(Stream stream, string path, Candidate[] candidates, ContentCache? cache)
    {
        if (CompressedAudio.IsWavOrAiff(stream))
        {
            using var reader = stream is MemoryStream ? AudioReader.Open(stream, path) : AudioReader.Open(path);
            return Decode(reader, candidates);
        }

        var file = cache is null ? [] : SHA256.HashData(stream);
        if (cache is not null)
        {
            var kept = Array.ConvertAll(candidates, c => DecodedPart.TryRead(cache, file, c.Utterance.Span));
            if (Array.TrueForAll(kept, k => k is not null)) return kept!;
        }

        // By its path: ffmpeg needs to go back and forth in some formats.
        using var compressed = AudioReader.Open(path);
        var parts = Decode(compressed, candidates);
        if (cache is not null)
        {
            for (var i = 0; i < parts.Length; i++) parts[i].Keep(cache, file, candidates[i].Utterance.Span);
        }

        return parts;
    }

    private static DecodedPart[] Decode(AudioReader reader, Candidate[] candidates)
    {
        var parts = Array.ConvertAll(candidates, c => new PartContent(c, reader.SampleRateHz));
        var block = new float[BlockSamples];
        var total = 0L;
        for (var count = reader.Read(block); count > 0; count = reader.Read(block))
        {
            foreach (var part in parts) part.Add(block.AsSpan(0, count), total);
            total += count;
        }

        return Array.ConvertAll(parts, p => p.Finish(total, reader.Findings));
    }
}
