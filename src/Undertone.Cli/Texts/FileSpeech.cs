using Undertone.Recognition.Hearing;
using Undertone.Recognition.Inference;

namespace Undertone.Cli.Texts;

/// <summary>Where somebody speaks in one file, or why that is not known.</summary>
internal sealed record FileSpeech(string File, double DurationSeconds, IReadOnlyList<SpeechSpan> Spans, PredictionError? Error)
{
    public double SpeechSeconds => Spans.Sum(s => s.EndSeconds - s.StartSeconds);
}
