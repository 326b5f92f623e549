using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Undertone.Recognition.Files;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Corpora;

/// <summary>What the audio of one file tells: the problem that keeps it out, or the hash by which repeated audio is known.</summary>
/// <param name="Hash">The SHA-256 of the decoded samples and their rate; of the file's bytes where it was not decoded.</param>
/// <param name="DurationSeconds">The duration; null where the file was not decoded.</param>
/// <param name="Problem">What keeps the file out of training, or null.</param>
/// <param name="ClippedShare">The share of samples in runs at full scale; 0 where the file was not decoded.</param>
/// <remarks>
/// WAV and AIFF are decoded, which is quick, so that the same audio is known again under another header, bit depth or container. FLAC, MP3 and the
/// like need a program of their own and are hashed as they are, unless everything is to be decoded.
/// </remarks>
internal sealed record AudioContent(string Hash, double? DurationSeconds, CorpusProblem? Problem, double ClippedShare)
{
    /// <summary>A file whose largest sample is below this (-60 dBFS) is silent.</summary>
    public const float SilentPeak = 0.001f;

    private const int BlockSamples = 16384;

    // Two neighbouring samples may touch full scale in a recording that was normalised to its peak; three in a row were cut off.
    private const float FullScale = 32766f / 32768f;
    private const int ShortestClippedRun = 3;
    private const double LargestClippedShare = 0.0005;

    /// <summary>The problem of a file with more clipped samples than a listener would miss; null for any other.</summary>
    public CorpusProblem? Clipping(string path) => ClippedShare <= LargestClippedShare ? null : new CorpusProblem(path, ProblemReason.Clipped,
        string.Create(CultureInfo.InvariantCulture, $"{100 * ClippedShare:0.00} % of the samples lie in runs at full scale; it is kept."));

    /// <summary>Reads the files in parallel; the answer is in the files' order.</summary>
    public static AudioContent[] ReadAll(IReadOnlyList<string> files, CorpusReadOptions options, IProgress<CorpusProgress>? progress, CancellationToken cancellation)
    {
        var contents = new AudioContent[files.Count];
        var done = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads ?? Environment.ProcessorCount, CancellationToken = cancellation };
        Parallel.For(0, contents.Length, parallel, i =>
        {
            contents[i] = Read(files[i], options.CheckEveryFile, options.Audio);
            progress?.Report(new CorpusProgress(Interlocked.Increment(ref done), contents.Length));
        });
        return contents;
    }

    /// <summary>Reads one file.</summary>
    public static AudioContent Read(string path, bool decodeAll, AudioBytes? audio = null)
    {
        try
        {
            using var stream = audio?.Open(path) ?? File.OpenRead(path);
            if (stream.Length == 0) return Bad(path, ProblemReason.Empty, "The file has no bytes.");
            if (!decodeAll && IsCompressed(stream)) return new AudioContent(Convert.ToHexString(SHA256.HashData(stream)), null, null, 0);
            using var reader = stream is MemoryStream ? AudioReader.Open(stream, path) : AudioReader.Open(path);
            return Decode(path, reader);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Bad(path, ProblemReason.Unreadable, "There is no such file.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var prefix = path + ": ";
            return Bad(path, ProblemReason.Unreadable, e.Message.StartsWith(prefix, StringComparison.Ordinal) ? e.Message[prefix.Length..] : e.Message);
        }
    }

    private static AudioContent Bad(string path, ProblemReason reason, string detail) => new("", null, new CorpusProblem(path, reason, detail), 0);

    // The first bytes of formats that another program has to decode. Anything else is opened: it is WAV or AIFF, or no audio at all.
    private static bool IsCompressed(Stream stream)
    {
        Span<byte> start = stackalloc byte[12];
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        stream.Position = 0;
        return start.StartsWith("fLaC"u8) || start.StartsWith("OggS"u8) || start.StartsWith("ID3"u8) || start.StartsWith("caff"u8) || start.StartsWith("#!AMR"u8)
            || start.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]) || start.StartsWith((ReadOnlySpan<byte>)[0x30, 0x26, 0xB2, 0x75])
            || (start.Length >= 8 && start[4..8].SequenceEqual("ftyp"u8)) || (start.Length >= 2 && start[0] == 0xFF && start[1] is >= 0xE0 and < 0xFE);
    }

    private static AudioContent Decode(string path, AudioReader reader)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(BitConverter.GetBytes(reader.SampleRateHz));
        var block = new float[BlockSamples];
        var (total, clipped, run, peak) = (0L, 0L, 0, 0f);
        for (var count = reader.Read(block); count > 0; count = reader.Read(block))
        {
            var samples = block.AsSpan(0, count);
            hash.AppendData(MemoryMarshal.AsBytes(samples));
            total += count;
            var blockPeak = Math.Abs(TensorPrimitives.MaxMagnitude(samples));
            peak = Math.Max(peak, blockPeak);
            if (blockPeak < FullScale) run = 0;
            else clipped += CountClipped(samples, ref run);
        }

        if (total == 0) return Bad(path, ProblemReason.Empty, "The file has a header and no samples.");
        var duration = (double)total / reader.SampleRateHz;
        var problem = peak < SilentPeak ? new CorpusProblem(path, ProblemReason.Silent, peak == 0 ? "Every sample is 0." : Quiet(peak)) : null;
        return new AudioContent(Convert.ToHexString(hash.GetHashAndReset()), duration, problem, (double)clipped / total);
    }

    private static string Quiet(float peak) =>
        string.Create(CultureInfo.InvariantCulture, $"The largest sample is at {20 * Math.Log10(peak):0.0} dBFS.");

    private static int CountClipped(ReadOnlySpan<float> samples, ref int run)
    {
        var clipped = 0;
        foreach (var sample in samples)
        {
            run = Math.Abs(sample) >= FullScale ? run + 1 : 0;
            clipped += run < ShortestClippedRun ? 0 : run == ShortestClippedRun ? ShortestClippedRun : 1;
        }

        return clipped;
    }
}
