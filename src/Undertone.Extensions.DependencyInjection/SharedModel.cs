using Undertone.Recognition.Inference;

namespace Undertone.Extensions.DependencyInjection;

/// <summary>A model that several answers use at a time: disposed when it was given up and the last of them has left.</summary>
internal sealed class SharedModel(EmotionRecognizer recognizer)
{
    // Who gives it up counts as one.
    private int _users = 1;

    public EmotionRecognizer Recognizer => recognizer;

    /// <summary>Begins to use it; false where it is disposed.</summary>
    public bool TryEnter()
    {
        while (Volatile.Read(ref _users) is > 0 and var users)
        {
            if (Interlocked.CompareExchange(ref _users, users + 1, users) == users) return true;
        }

        return false;
    }

    /// <summary>Ends a use, or gives it up.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0) recognizer.Dispose();
    }
}
