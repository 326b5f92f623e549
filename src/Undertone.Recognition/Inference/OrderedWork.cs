namespace Undertone.Recognition.Inference;

/// <summary>
/// The same work on many items, handed out in their order. Threads that have nothing else to do help; what none of them has begun, the
/// thread that adds the items does itself. Memory holds a few items.
/// </summary>
/// <param name="work">The work; called from several threads.</param>
/// <param name="handOut">Takes the results, on the thread that adds the items.</param>
/// <param name="helpers">Where helping threads come from; null for none.</param>
/// <param name="most">How many items may wait.</param>
internal sealed class OrderedWork<TItem, TResult>(Func<TItem, TResult> work, Action<TResult> handOut, TaskScheduler? helpers, int most)
    where TItem : class
{
    private readonly Queue<Job> _begun = new();

    /// <summary>Adds an item.</summary>
    public void Add(TItem item)
    {
        if (helpers is null)
        {
            handOut(work(item));
            return;
        }

        var job = new Job(item, work);
        _begun.Enqueue(job);
        Task.Factory.StartNew(job.Run, CancellationToken.None, TaskCreationOptions.None, helpers);
        while (_begun.Count > most || (_begun.TryPeek(out var first) && first.Result.IsCompleted)) HandOut();
    }

    /// <summary>Hands out all that is left.</summary>
    public void Complete()
    {
        while (_begun.Count > 0) HandOut();
    }

    private void HandOut()
    {
        var first = _begun.Dequeue();
        first.Run();
        foreach (var job in _begun)
        {
            if (first.Result.IsCompleted) break;
            job.Run();
        }

        handOut(first.Result.GetAwaiter().GetResult());
    }

    private sealed class Job(TItem item, Func<TItem, TResult> work)
    {
        private readonly TaskCompletionSource<TResult> _result = new();
        private TItem? _item = item;

        public Task<TResult> Result => _result.Task;

        /// <summary>Does the work, unless another thread has begun it.</summary>
        public void Run()
        {
            if (Interlocked.Exchange(ref _item, null) is not { } own) return;
            try
            {
                _result.SetResult(work(own));
            }
            catch (Exception e)
            {
                _result.SetException(e);
            }
        }
    }
}
