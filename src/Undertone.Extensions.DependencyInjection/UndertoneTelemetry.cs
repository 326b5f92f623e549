using System.Diagnostics;
using System.Diagnostics.Metrics;
using Undertone.Recognition.Inference;

namespace Undertone.Extensions.DependencyInjection;

/// <summary>
/// What a service traces and measures. Neither names of files nor emotions of single answers are among it: who collects it learns of the
/// service and of nobody who speaks.
/// </summary>
/// <remarks>
/// Activities: <c>undertone.predict</c>, with the tags <c>undertone.model</c>, <c>undertone.outcome</c> (<c>answered</c>, <c>no-speech</c>,
/// <c>uncertain</c>, <c>cancelled</c> or the code of an error) and <c>undertone.audio.seconds</c>. Instruments, with the tags
/// <c>undertone.model</c> and <c>undertone.outcome</c>: the counter <c>undertone.predictions</c>, the histogram
/// <c>undertone.prediction.duration</c> (s, the time that an answer took) and the counter <c>undertone.audio.duration</c> (s, how much was
/// heard); and the counter <c>undertone.model.reloads</c> with <c>undertone.outcome</c> <c>loaded</c> or <c>refused</c>.
/// </remarks>
public sealed class UndertoneTelemetry : IDisposable
{
    /// <summary>The name of the activity source, for <c>AddSource</c>.</summary>
    public const string ActivitySourceName = "Undertone";

    /// <summary>The name of the meter, for <c>AddMeter</c>.</summary>
    public const string MeterName = "Undertone";

    private const string Model = "undertone.model";
    private const string Outcome = "undertone.outcome";
    private readonly ActivitySource _source = new(ActivitySourceName);
    private readonly Meter _meter;
    private readonly bool _ownsMeter;
    private readonly Counter<long> _predictions;
    private readonly Histogram<double> _seconds;
    private readonly Counter<double> _heard;
    private readonly Counter<long> _reloads;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">Where the meter comes from and who ends it; null for one of its own.</param>
    public UndertoneTelemetry(IMeterFactory? meters = null)
    {
        _ownsMeter = meters is null;
        _meter = meters?.Create(new MeterOptions(MeterName)) ?? new Meter(MeterName);
        _predictions = _meter.CreateCounter<long>("undertone.predictions", "{answer}", "Answers, and clips without one.");
        _seconds = _meter.CreateHistogram<double>("undertone.prediction.duration", "s", "The time that an answer took.");
        _heard = _meter.CreateCounter<double>("undertone.audio.duration", "s", "How much audio was heard.");
        _reloads = _meter.CreateCounter<long>("undertone.model.reloads", "{reload}", "Changed model files that were loaded or refused.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _source.Dispose();
        if (_ownsMeter) _meter.Dispose();
    }

    internal void Reloaded(bool loaded) => _reloads.Add(1, new KeyValuePair<string, object?>(Outcome, loaded ? "loaded" : "refused"));

    /// <summary>Begins an answer of a model.</summary>
    internal Work Begin(string model) => new(this, model, _source.StartActivity("undertone.predict"), Stopwatch.GetTimestamp());

    /// <summary>Counts an answer whose time is not its own, as one of many files at a time.</summary>
    internal void Count(string model, FilePrediction result) =>
        Count(model, result.Prediction is { } p ? Word(p) : result.Error!.Code, result.Prediction?.DurationSeconds);

    private static string Word(EmotionPrediction prediction) =>
        !prediction.Speech ? "no-speech" : prediction.Uncertain ? "uncertain" : "answered";

    private TagList Count(string model, string outcome, double? audioSeconds)
    {
        TagList tags = [new(Model, model), new(Outcome, outcome)];
        _predictions.Add(1, tags);
        if (audioSeconds is { } heard) _heard.Add(heard, tags);
        return tags;
    }

    /// <summary>An answer that is being made.</summary>
    internal readonly struct Work(UndertoneTelemetry telemetry, string model, Activity? activity, long begin)
    {
        public void End(EmotionPrediction prediction) => End(Word(prediction), prediction.DurationSeconds);

        public void Fail(Exception exception)
        {
            var outcome = exception is OperationCanceledException ? "cancelled" : PredictionError.Of("", exception).Code;
            activity?.SetStatus(ActivityStatusCode.Error, outcome);
            End(outcome, null);
        }

        private void End(string outcome, double? audioSeconds)
        {
            var tags = telemetry.Count(model, outcome, audioSeconds);
            telemetry._seconds.Record(Stopwatch.GetElapsedTime(begin).TotalSeconds, tags);
            activity?.SetTag(Model, model).SetTag(Outcome, outcome);
            if (audioSeconds is { } seconds) activity?.SetTag("undertone.audio.seconds", seconds);
            activity?.Dispose();
        }
    }
}
