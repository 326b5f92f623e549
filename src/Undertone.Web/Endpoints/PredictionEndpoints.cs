using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Voices;
using Undertone.Sound.Audio;
using Undertone.Web.Metrics;
using Undertone.Web.Problems;
using Undertone.Web.Requests;

namespace Undertone.Web.Endpoints;

/// <summary>Answers for an audio file that is sent: as <c>undertone predict</c> gives them.</summary>
/// <param name="options">Limits and voices.</param>
/// <param name="admission">Who is heard, who waits.</param>
/// <param name="metrics">What is measured.</param>
internal sealed class PredictionEndpoints(UndertoneWebOptions options, Admission admission, UndertoneWebMetrics metrics)
{
    /// <summary><c>POST /v1/predict</c>: an element of the results of <c>predict --json</c>.</summary>
    public async Task Predict(HttpContext context)
    {
        var query = PredictionRequest.ForFile(context.Request);
        var results = await Answer(context, query, new BatchOptions { Voice = VoiceOf(query) });
        await Json.Write(context.Response, json => PredictionJson.Write(json, results[0]));
    }

    /// <summary>
    /// <c>POST /v1/segments</c>: the same with segments, an array of such elements where channels are split; or the timeline in another
    /// format.
    /// </summary>
    public async Task Segments(HttpContext context)
    {
        var query = PredictionRequest.ForSegments(context.Request);
        var format = TimelineFormat.Of(context.Request, query.Format);
        var merge = query.Merge;
        var asked = new BatchOptions
        {
            Segments = true,
            Segmenting = query.Segmenting,
            Channels = query.Channels,
            Voice = VoiceOf(query),
        };
        var results = await Answer(context, query, asked);
        if (merge) results = [.. results.Select(Merged)];
        await format.Write(context.Response, results, asked);
    }

    private Voice? VoiceOf(PredictionRequest query) => query.Voice is { } name ? VoiceEndpoints.Load(options.Voices, name) : null;

    /// <summary>Receives the file and answers for it within the limits.</summary>
    /// <returns>Predictions only, one or one a channel.</returns>
    private async Task<IReadOnlyList<FilePrediction>> Answer(HttpContext context, PredictionRequest query, BatchOptions asked)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        ending.CancelAfter(options.RequestTimeout);
        using var tooLong = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
        try
        {
            if (options.Store is null && (query.Tag ?? query.Speaker) is not null)
                throw QueryOptions.Refused("This service keeps no answers, so that 'tag' and 'speaker' say nothing to it.");
            using var inside = admission.Enter(context);
            using var upload = await Receive(context, query, ending.Token);
            IReadOnlyList<FilePrediction> results;
            using (await Turn(ending.Token))
            using (metrics.Begin("answer"))
                results = await Hear(context, upload, asked, tooLong);
            foreach (var result in results) metrics.Answered(result.Prediction!);
            await Keep(context, upload, results, query, ending.Token);
            return results;
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

    private async Task<Upload> Receive(HttpContext context, PredictionRequest query, CancellationToken cancellationToken)
    {
        using (metrics.Begin("receive")) return await Upload.Receive(context.Request, query.Name, options, cancellationToken);
    }

    private async Task<IDisposable> Turn(CancellationToken cancellationToken)
    {
        using (metrics.Begin("wait")) return await admission.Turn(cancellationToken);
    }

    private async Task Keep(
        HttpContext context, Upload upload, IReadOnlyList<FilePrediction> results, PredictionRequest query,
        CancellationToken cancellationToken)
    {
        if (options.Store is { } store)
        {
            using (metrics.Begin("keep")) await new AnswerLog(store).Add(context, upload, results, query, cancellationToken);
        }

        upload.Keep();
    }

    private async Task<IReadOnlyList<FilePrediction>> Hear(
        HttpContext context, Upload upload, BatchOptions asked, CancellationTokenSource tooLong)
    {
        var recognizer = context.RequestServices.GetRequiredService<IEmotionRecognizer>();
        var most = options.MaxDuration.TotalSeconds;
        asked = asked with
        {
            Threads = 1,
            Open = name =>
            {
                var reader = AudioReader.Open(upload.Path, name, tooLong.Token);
                if (reader.Info.DurationSeconds > most) tooLong.Cancel();
                return reader;
            },
            Heard = (_, seconds, _) =>
            {
                if (seconds > most) tooLong.Cancel();
            },
        };
        var results = new List<FilePrediction>();
        await foreach (var result in recognizer.PredictFilesAsync([upload.Name], asked, tooLong.Token))
        {
            if (result.Error is { } error) throw Refused(error, tooLong.Token);
            results.Add(result);
        }

        tooLong.Token.ThrowIfCancellationRequested();
        return results;
    }

    private static Exception Refused(PredictionError error, CancellationToken ending)
    {
        if (ending.IsCancellationRequested) return new OperationCanceledException(ending);
        return error.Code switch
        {
            PredictionError.Internal => error.Exception ?? new InvalidOperationException(error.Message),
            "memory" => new RefusedException(StatusCodes.Status503ServiceUnavailable, error.Code, error.Message),
            _ => new RefusedException(StatusCodes.Status422UnprocessableEntity, error.Code, error.Message),
        };
    }

    private static FilePrediction Merged(FilePrediction result) =>
        result with { Prediction = result.Prediction! with { Segments = Timeline.Merge(result.Prediction.Segments!) } };
}
