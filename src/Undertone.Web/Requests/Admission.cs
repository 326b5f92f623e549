using Microsoft.AspNetCore.Http;
using Undertone.Web.Problems;

namespace Undertone.Web.Requests;

/// <summary>Who is heard now, who waits, and who is told to come again before anything of the recording is received.</summary>
/// <param name="turns">How many recordings are heard at a time.</param>
/// <param name="most">How many may be received, wait or be heard.</param>
internal sealed class Admission(Turns turns, long most)
{
    private const string RetryAfterSeconds = "2";
    private int _inside;

    /// <summary>How many are received, wait or are heard.</summary>
    public int Inside => Volatile.Read(ref _inside);

    /// <summary>Lets a recording in.</summary>
    /// <returns>Disposed when it is answered.</returns>
    /// <exception cref="RefusedException">There is no room.</exception>
    public IDisposable Enter(HttpContext context)
    {
        if (Interlocked.Increment(ref _inside) <= most) return new Leaving(() => Interlocked.Decrement(ref _inside));
        Interlocked.Decrement(ref _inside);
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        throw new RefusedException(
            StatusCodes.Status429TooManyRequests, "busy",
            "The service holds as many recordings as it can. Wait as long as Retry-After says.");
    }

    /// <summary>Waits for a turn to be heard.</summary>
    /// <returns>Disposed when it was heard.</returns>
    public Task<IDisposable> Turn(CancellationToken cancellationToken) => turns.Enter(cancellationToken);
}
