using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Explanations;
using Undertone.Recognition.Inference.Voices;
using Undertone.Web.Metrics;
using Undertone.Web.Problems;
using Undertone.Web.Requests;

namespace Undertone.Web.Endpoints;

/// <summary>Answers for an audio file that is sent: as <c>undertone predict</c> gives them.</summary>
/// <param name="options">Limits and voices.</param>
/// <param name="work">What has the file heard.</param>
/// <param name="metrics">What is measured.</param>
internal sealed class PredictionEndpoints(UndertoneWebOptions options, AudioWork work, UndertoneWebMetrics metrics)
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

    /// <summary><c>POST /v1/explain</c>: the answer with its segments, and what it rests on. It is not kept.</summary>
    public async Task Explain(HttpContext context)
    {
        var query = PredictionRequest.ForExplanation(context.Request);
        var (named, occlusion) = (VoiceOf(query), query.Occlusion);
        var asked = new BatchOptions { Segments = true, Segmenting = query.Segmenting, Voice = named };
        var explanation = await work.Do(context, query.Name, 1, async request =>
        {
            var answer = (await Hear(context, request, asked))[0];
            var options = new ExplanationOptions
            {
                Voice = request.VoiceOr(named),
                Segmenting = asked.Segmenting,
                Occlusion = occlusion,
            };
            var recognizer = context.RequestServices.GetRequiredService<IEmotionRecognizer>();
            return await Task.Run(
                () => Explainer.Explain(recognizer, answer, () => request.Open(request.File), options, request.Stop), request.Stop);
        });
        metrics.Answered(explanation.Prediction.Prediction!);
        await Json.Write(context.Response, json => ExplanationJson.Write(json, explanation));
    }

    private Voice? VoiceOf(PredictionRequest query) => query.Voice is { } name ? VoiceEndpoints.Load(options.Voices, name) : null;

    /// <summary>Receives the file and answers for it within the limits.</summary>
    /// <returns>Predictions only, one or one a channel.</returns>
    private Task<IReadOnlyList<FilePrediction>> Answer(HttpContext context, PredictionRequest query, BatchOptions asked)
    {
        if (options.Store is null && (query.Tag ?? query.Speaker) is not null)
            throw QueryOptions.Refused("This service keeps no answers, so that 'tag' and 'speaker' say nothing to it.");
        return work.Do(context, query.Name, 1, request => Hear(context, request, asked), (request, results) =>
        {
            foreach (var result in results) metrics.Answered(result.Prediction!);
            return Keep(context, request, results, query);
        });
    }

    private async Task Keep(
        HttpContext context, HeardRequest request, IReadOnlyList<FilePrediction> results, PredictionRequest query)
    {
        if (options.Store is { } store)
        {
            using (metrics.Begin("keep")) await new AnswerLog(store).Add(context, request.File, results, query, request.Ending);
        }

        request.File.Keep();
    }

    private static async Task<IReadOnlyList<FilePrediction>> Hear(HttpContext context, HeardRequest request, BatchOptions asked)
    {
        var recognizer = context.RequestServices.GetRequiredService<IEmotionRecognizer>();
        asked = request.Of(asked with { Voice = request.VoiceOr(asked.Voice) });
        var results = new List<FilePrediction>();
        await foreach (var result in recognizer.PredictFilesAsync([request.File.Name], asked, request.Stop))
        {
            if (result.Error is { } error) throw Refused(error, request.Stop);
            results.Add(result);
        }

        request.Stop.ThrowIfCancellationRequested();
        return results;
    }

    private static Exception Refused(PredictionError error, CancellationToken stop) =>
        stop.IsCancellationRequested ? new OperationCanceledException(stop) : AudioWork.Refused(error);

    private static FilePrediction Merged(FilePrediction result) =>
        result with { Prediction = result.Prediction! with { Segments = Timeline.Merge(result.Prediction.Segments!) } };
}
