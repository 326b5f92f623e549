using System.Diagnostics;
using System.Diagnostics.Metrics;
using Undertone.Recognition.Inference;

namespace Undertone.Web.Metrics;

/// <summary>
/// What the endpoints measure, beside the requests that ASP.NET Core counts (meter <c>Microsoft.AspNetCore.Hosting</c>) and the answers
/// that the recognizer times (meter <c>Undertone</c>): sums over all who ask, and nothing of a single recording.
/// </summary>
/// <remarks>
/// <c>undertone.web.stage.duration</c> (s, by <c>stage</c>: <c>receive</c> the upload, <c>wait</c> for a turn, <c>answer</c>, which is
/// decoding, hearing and recognizing, <c>keep</c> in the store); <c>undertone.web.recordings</c> (how many are received, wait or are heard
/// now); <c>undertone.web.streams</c> (open now) and <c>undertone.web.streams.refused</c>; <c>undertone.web.audio.duration</c> and
/// <c>undertone.web.speech.duration</c> (s), and <c>undertone.web.answers</c> (by <c>emotion</c>, <c>none</c> without speech, and by
/// <c>uncertain</c>), these three by <c>source</c>: <c>file</c> or <c>stream</c>, whose answers are one a segment.
/// </remarks>
public sealed class UndertoneWebMetrics
{
    /// <summary>The name of the meter, for <c>AddMeter</c>.</summary>
    public const string MeterName = "Undertone.Web";

    private const string File = "file";
    private const string Stream = "stream";
    private readonly Histogram<double> _stages;
    private readonly Counter<long> _refused;
    private readonly Counter<double> _audio;
    private readonly Counter<double> _speech;
    private readonly Counter<long> _answers;

    internal UndertoneWebMetrics(IMeterFactory? meters, Func<int> recordings, Func<int> streams)
    {
        // The factory ends its meters with the application; without one the meter lives as long as the process.
        var meter = meters?.Create(new MeterOptions(MeterName)) ?? new Meter(MeterName);
        _stages = meter.CreateHistogram<double>("undertone.web.stage.duration", "s", "How long the stages of a request took.");
        _refused = meter.CreateCounter<long>("undertone.web.streams.refused", "{stream}", "Streams for which there was no room.");
        _audio = meter.CreateCounter<double>("undertone.web.audio.duration", "s", "How much sound was heard.");
        _speech = meter.CreateCounter<double>("undertone.web.speech.duration", "s", "How much of it was speech.");
        _answers = meter.CreateCounter<long>("undertone.web.answers", "{answer}", "Answers by emotion.");
        meter.CreateObservableUpDownCounter(
            "undertone.web.recordings", recordings, "{recording}", "Recordings that are received, wait or are heard.");
        meter.CreateObservableUpDownCounter("undertone.web.streams", streams, "{stream}", "Streams that are open.");
    }

    /// <summary>Times a stage from here until it is disposed.</summary>
    internal Stage Begin(string stage) => new(this, stage, Stopwatch.GetTimestamp());

    internal void StreamRefused() => _refused.Add(1);

    internal void Answered(EmotionPrediction answer)
    {
        _audio.Add(answer.DurationSeconds, new KeyValuePair<string, object?>("source", File));
        _speech.Add(answer.Quality?.SpeechSeconds ?? 0, new KeyValuePair<string, object?>("source", File));
        Count(File, answer.Emotion, answer.Uncertain);
    }

    internal void Answered(StreamingPrediction answer)
    {
        var seconds = answer.EndSeconds - answer.StartSeconds;
        _audio.Add(seconds, new KeyValuePair<string, object?>("source", Stream));
        if (answer.Speech) _speech.Add(seconds, new KeyValuePair<string, object?>("source", Stream));
        Count(Stream, answer.Emotion, answer.Uncertain);
    }

    private void Count(string source, string? emotion, bool uncertain) => _answers.Add(
        1, new("source", source), new("emotion", emotion ?? "none"), new("uncertain", uncertain ? "true" : "false"));

    internal readonly struct Stage(UndertoneWebMetrics metrics, string name, long begun) : IDisposable
    {
        public void Dispose() =>
            metrics._stages.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds, new KeyValuePair<string, object?>("stage", name));
    }
}
