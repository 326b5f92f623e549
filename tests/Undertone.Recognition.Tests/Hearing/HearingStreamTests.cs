using Undertone.Recognition.Hearing;
using Undertone.Sound.Audio;
using Undertone.Sound.Effects;

namespace Undertone.Recognition.Tests.Hearing;

/// <summary>Parts of a stream are parts of the whole recording, to the bit.</summary>
public sealed class HearingStreamTests
{
    [Theory]
    [InlineData(8000, 16000, null)]
    [InlineData(16000, 16000, null)]
    [InlineData(16000, 16000, 3400.0)]
    [InlineData(16000, 22050, null)]
    [InlineData(22050, 22050, 9000.0)]
    [InlineData(44100, 16000, 7000.0)]
    [InlineData(48000, 8000, 4000.0)]
    public void What_a_stream_keeps_is_what_the_whole_has_there(int rateHz, int recipeRateHz, double? bandHz)
    {
        var recording = new AudioClip(Inference.StreamingRecognizerTests.Talk(rateHz, 6), rateHz);
        var whole = new HeardClip(recording);
        var at16k = whole.At(SpeechDetector.SampleRateHz).Samples;
        var atRecipe = whole.At(recipeRateHz).Samples;
        if (bandHz < recipeRateHz / 2.0) atRecipe = LowPass.Apply(atRecipe, recipeRateHz, bandHz.Value);
        foreach (var seed in new[] { 1, 2 })
        {
            var random = new Random(seed);
            var stream = new HearingStream(rateHz, recipeRateHz, bandHz, keepsOffset: seed == 1);
            var parts = 0;
            for (var at = 0; at < recording.Samples.Length;)
            {
                var count = Math.Min(recording.Samples.Length - at, random.Next(0, rateHz / (seed == 1 ? 2 : 50)));
                stream.Push(recording.Samples.AsSpan(at, count));
                at += count;
                if (at < 2 * rateHz || random.Next(seed == 1 ? 3 : 20) > 0) continue;
                var to = at - random.Next(0, rateHz / 10);
                if (stream.Reaches(to)) Check(stream, to - random.Next(1, rateHz), to, seed == 1, ref parts);
                stream.Forget(at - (rateHz * 3 / 2));
            }

            stream.Complete();
            Check(stream, recording.Samples.Length - rateHz, recording.Samples.Length, seed == 1, ref parts);
            parts.ShouldBeGreaterThan(2);
        }

        void Check(HearingStream stream, int from, int to, bool keepsOffset, ref int parts)
        {
            parts++;
            var part = stream.Part(from, to);
            part.ClippedShare.ShouldBe(ClippedRuns.ShareOf(recording.Samples.AsSpan(from, to - from)));
            if (keepsOffset) part.Recording.Samples.ShouldBe(recording.Samples[from..to]);
            else part.Recording.ShouldBe(part.At(SpeechDetector.SampleRateHz));
            part.At(SpeechDetector.SampleRateHz).Samples.ShouldBe(Slice(at16k, SpeechDetector.SampleRateHz));
            var heard = bandHz < recipeRateHz / 2.0 ? part.Within(recipeRateHz, bandHz.Value) : part.At(recipeRateHz).Samples;
            heard.ShouldBe(Slice(atRecipe, recipeRateHz));
            var (first, end) = ((int)Math.Round(from * 31.25 / rateHz), (int)Math.Round(to * 31.25 / rateHz));
            part.SpeechProbabilities.ShouldBe([.. whole.SpeechProbabilities.Take(end).Skip(first)]);

            float[] Slice(float[] samples, int rate) =>
                samples[Place(from, rate)..Math.Min(samples.Length, Place(to, rate))];
            int Place(int sample, int rate) => (int)Math.Floor(((double)sample * rate / rateHz) + 0.5);
        }
    }
}
