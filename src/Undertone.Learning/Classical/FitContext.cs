namespace Undertone.Learning.Classical;

/// <summary>What surrounds a fit.</summary>
internal sealed record FitContext(ulong Seed, int Threads, CancellationToken Cancellation)
{
    public ParallelOptions Parallel => new() { MaxDegreeOfParallelism = Threads, CancellationToken = Cancellation };

    /// <summary>What every fit checks first.</summary>
    public static FitContext Of(ClassifierOptions options, ulong seed, int threads, CancellationToken cancellation)
    {
        options.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return new FitContext(seed, threads, cancellation);
    }
}
