namespace Undertone.Learning.Classical;

/// <summary>What surrounds a fit.</summary>
internal sealed record FitContext(ulong Seed, int Threads, CancellationToken Cancellation)
{
    public ParallelOptions Parallel => new() { MaxDegreeOfParallelism = Threads, CancellationToken = Cancellation };
}
