using System.Collections.Concurrent;

namespace Undertone.Learning.Kernels;

/// <summary>
/// A fixed number of threads that share the tasks of one loop at a time. Tasks write to disjoint places and never depend on which
/// thread takes them, so a result is the same for every number of threads.
/// </summary>
#pragma warning disable CA1001 // teams are never given up: they live as long as the process
internal sealed class Team
#pragma warning restore CA1001
{
    private const int SpinsBeforeSleep = 400;
    private const long Closed = 0x7FFFFFFF;
    private static readonly ConcurrentDictionary<int, Team> Teams = new();
    private readonly SemaphoreSlim _wake = new(0);
    private long _ticket;      // generation in the high half, next task in the low half
    private int _tasks;
    private int _finished;
    private int _busy;
    private int _sleeping;
    private Action<int, int>? _body;
    private Exception? _failure;

    private Team(int threads)
    {
        Threads = threads;
        for (var i = 1; i < threads; i++)
        {
            var worker = i;
            new Thread(() => Work(worker)) { IsBackground = true, Name = $"undertone-{threads}-{worker}" }.Start();
        }
    }

    /// <summary>Number of threads, the caller's included.</summary>
    public int Threads { get; }

    /// <summary>The team of so many threads; teams are made once and shared by the whole process.</summary>
    public static Team Of(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return Teams.GetOrAdd(threads, n => new Team(n));
    }

    /// <summary>
    /// Calls <paramref name="body"/> with (task, worker) once for each task and returns when all are done; worker is below <see
    /// cref="Threads"/> and no two calls at the same time share it. Inside another loop of the team, or while the team is taken, the caller
    /// does all tasks as worker 0.
    /// </summary>
    public void Run(int tasks, Action<int, int> body)
    {
        if (tasks <= 1 || Threads == 1 || Interlocked.CompareExchange(ref _busy, 1, 0) != 0)
        {
            for (var i = 0; i < tasks; i++) body(i, 0);
            return;
        }

        try
        {
            _body = body;
            _tasks = tasks;
            _failure = null;
            Volatile.Write(ref _finished, 0);
            var generation = ((Volatile.Read(ref _ticket) >> 32) + 1) & 0x7FFFFFFF;
            Interlocked.Exchange(ref _ticket, generation << 32);
            var sleeping = Volatile.Read(ref _sleeping);
            if (sleeping > 0) _wake.Release(Math.Min(sleeping, tasks - 1));
            Take(generation, 0);
            var spinner = default(SpinWait);
            while (Volatile.Read(ref _finished) < tasks)
            {
                if (spinner.Count < SpinsBeforeSleep) Thread.SpinWait(20);
                spinner.SpinOnce(sleep1Threshold: -1);
            }

            if (_failure is { } failure) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
        finally
        {
            // A thread that comes late finds the loop closed before the next one's numbers are written.
            Interlocked.Exchange(ref _ticket, Volatile.Read(ref _ticket) | Closed);
            _body = null;
            Volatile.Write(ref _busy, 0);
        }
    }

    private void Take(long generation, int worker)
    {
        while (true)
        {
            var ticket = Volatile.Read(ref _ticket);
            if (ticket >> 32 != generation) return;
            var task = (int)(ticket & 0xFFFFFFFF);
            if (task >= Volatile.Read(ref _tasks)) return;
            if (Interlocked.CompareExchange(ref _ticket, ticket + 1, ticket) != ticket) continue;
            try
            {
                _body!(task, worker);
            }
#pragma warning disable CA1031 // whatever a task throws is thrown again in the caller's thread
            catch (Exception e)
#pragma warning restore CA1031
            {
                Interlocked.CompareExchange(ref _failure, e, null);
            }

            Interlocked.Increment(ref _finished);
        }
    }

    private void Work(int worker)
    {
        long seen = 0;
        while (true)
        {
            var spins = 0;
            long generation;
            while ((generation = Volatile.Read(ref _ticket) >> 32) == seen)
            {
                if (spins++ < SpinsBeforeSleep)
                {
                    Thread.SpinWait(20);
                    continue;
                }

                Interlocked.Increment(ref _sleeping);
                if (Volatile.Read(ref _ticket) >> 32 == seen) _wake.Wait();
                Interlocked.Decrement(ref _sleeping);
            }

            seen = generation;
            Take(generation, worker);
        }
    }
}
