using System.Diagnostics;
using Undertone.Recognition.Inference;
using Undertone.Sound.Audio;

namespace Undertone.Web.Streams;

/// <summary>What a stream takes of a processor, in seconds for each second of sound.</summary>
/// <param name="HearingSeconds">What comes with every second of sound, at 48 kHz and less.</param>
/// <param name="AnswerSeconds">What comes with every answer from a window of three seconds.</param>
internal sealed record StreamCost(double HearingSeconds, double AnswerSeconds)
{
    private const string Speech = "Undertone.Web.speech.wav";
    private const int RateHz = 48000;
    private const double RunSeconds = 6;
    private const double WindowSeconds = 3;
    private const int FewestRuns = 2;

    /// <summary>What messages take beside hearing, twenty of them a second.</summary>
    private const double MessagesSeconds = 0.0015;

    /// <summary>
    /// Measures it: speech is heard in blocks of 50 ms, and the fastest of several runs counts, since whatever else the machine does makes
    /// the others slower.
    /// </summary>
    /// <param name="recognizer">What hears.</param>
    /// <param name="seconds">How long each of three measurements takes at least.</param>
    public static StreamCost Measure(IEmotionRecognizer recognizer, double seconds)
    {
        using var file = typeof(StreamCost).Assembly.GetManifestResourceStream(Speech)!;
        var clip = AudioClip.Load(file, "the sample", RateHz);
        const double often = 0.5, seldom = 2;
        // The first runs are slow: the runtime compiles what runs often anew.
        Run(recognizer, clip, often, seconds);
        var (dear, cheap) = (Run(recognizer, clip, often, seconds), Run(recognizer, clip, seldom, seconds));
        var answer = Math.Max(0, (dear - cheap) / ((1 / often) - (1 / seldom)));
        return new StreamCost(Math.Max(0, cheap - (answer / seldom)), answer);
    }

    /// <summary>What a stream takes.</summary>
    public double Of(StreamRequest request)
    {
        var sound = Math.Max(1, (double)request.Format.SampleRateHz * request.Format.Channels / RateHz);
        var (window, hop) = (request.Segmenting.WindowSeconds, request.Segmenting.HopSeconds);
        return MessagesSeconds + (HearingSeconds * sound) + (AnswerSeconds * Math.Max(1, window / WindowSeconds) / hop);
    }

    private static double Run(IEmotionRecognizer recognizer, AudioClip clip, double hopSeconds, double least)
    {
        const int block = RateHz / 20;
        var options = new StreamingOptions { HopSeconds = hopSeconds, WindowSeconds = WindowSeconds };
        var (best, spent) = (double.MaxValue, 0.0);
        for (var run = 0; run < FewestRuns || spent < least; run++)
        {
            using var stream = recognizer.OpenStream(RateHz, options);
            var begun = Stopwatch.GetTimestamp();
            for (var heard = 0; heard < RunSeconds * RateHz;)
            {
                var at = heard % clip.Samples.Length;
                var samples = clip.Samples.AsSpan(at, Math.Min(block, clip.Samples.Length - at));
                stream.Push(samples);
                heard += samples.Length;
            }

            var taken = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            spent += taken;
            best = Math.Min(best, taken / RunSeconds);
        }

        return best;
    }
}
