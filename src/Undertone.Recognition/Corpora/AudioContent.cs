using System.Security.Cryptography;
using Undertone.Recognition.Corpora.Readers;

namespace Undertone.Recognition.Corpora;

/// <summary>What the bytes of one audio file tell: the problem that keeps it out, or the hash by which repeated audio is known.</summary>
internal sealed record AudioContent(string Hash, double? DurationSeconds, CorpusProblem? Problem)
{
    /// <summary>Reads the files in parallel; the answer is in the candidates' order.</summary>
    public static AudioContent[] ReadAll(List<Candidate> candidates, int? threads, IProgress<CorpusProgress>? progress, CancellationToken cancellation)
    {
        var contents = new AudioContent[candidates.Count];
        var done = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads ?? Environment.ProcessorCount, CancellationToken = cancellation };
        Parallel.For(0, contents.Length, options, i =>
        {
            contents[i] = Read(candidates[i].Utterance.Path);
            progress?.Report(new CorpusProgress(Interlocked.Increment(ref done), contents.Length));
        });
        return contents;
    }

    private static AudioContent Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return stream.Length == 0
                ? new AudioContent("", null, new CorpusProblem(path, ProblemReason.Empty, "The file has no bytes."))
                : new AudioContent(Convert.ToHexString(SHA256.HashData(stream)), null, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new AudioContent("", null, new CorpusProblem(path, ProblemReason.Unreadable, e.Message));
        }
    }
}
