using Microsoft.AspNetCore.Http;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Voices;
using Undertone.Web.Metrics;
using Undertone.Web.Problems;

namespace Undertone.Web.Requests;

/// <summary>Receives the audio of a request, waits for its turn, and has it heard within the limits.</summary>
/// <param name="options">The limits.</param>
/// <param name="admission">Who is heard, who waits.</param>
/// <param name="metrics">What is measured.</param>
internal sealed class AudioWork(UndertoneWebOptions options, Admission admission, UndertoneWebMetrics metrics)
{
    /// <summary>Does it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="name">What a raw body is called.</param>
    /// <param name="mostFiles">How many files are taken.</param>
    /// <param name="hear">The work, which has a turn to itself.</param>
    /// <param name="keep">What is done with the result once the turn is over; uploads may then be kept. Null for nothing.</param>
    /// <exception cref="RefusedException">It is not done.</exception>
    public async Task<T> Do<T>(
        HttpContext context, string? name, int mostFiles, Func<HeardRequest, Task<T>> hear, Func<HeardRequest, T, Task>? keep = null)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        ending.CancelAfter(options.RequestTimeout);
        using var tooLong = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
        try
        {
            using var inside = admission.Enter(context);
            AudioForm received;
            using (metrics.Begin("receive"))
            {
                var kept = keep is null ? null : options.Keep;
                received = await AudioForm.Receive(context.Request, name, options, kept, mostFiles, ending.Token);
            }

            using var form = received;
            var request = new HeardRequest(form, options.MaxDuration.TotalSeconds, tooLong, ending.Token);
            IDisposable turn;
            using (metrics.Begin("wait")) turn = await admission.Turn(ending.Token);
            T result;
            using (turn)
            using (metrics.Begin("answer"))
                result = await hear(request);
            if (keep is not null) await keep(request, result);
            return result;
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            throw new RefusedException(
                StatusCodes.Status504GatewayTimeout, "timeout",
                FormattableString.Invariant($"The request took longer than {options.RequestTimeout.TotalSeconds} s. Send less."));
        }
        catch (OperationCanceledException) when (tooLong.IsCancellationRequested)
        {
            throw new RefusedException(
                StatusCodes.Status413PayloadTooLarge, "too-long",
                FormattableString.Invariant($"The recording is longer than {options.MaxDuration.TotalSeconds} s. Cut it up."));
        }
        catch (VoiceException e)
        {
            throw new RefusedException(StatusCodes.Status422UnprocessableEntity, "voice", e.Message);
        }
    }

    /// <summary>What a fault of a file means to the client.</summary>
    public static Exception Refused(PredictionError error) => error.Code switch
    {
        PredictionError.Internal => error.Exception ?? new InvalidOperationException(error.Message),
        "memory" => new RefusedException(StatusCodes.Status503ServiceUnavailable, error.Code, error.Message),
        _ => new RefusedException(StatusCodes.Status422UnprocessableEntity, error.Code, error.Message),
    };
}
