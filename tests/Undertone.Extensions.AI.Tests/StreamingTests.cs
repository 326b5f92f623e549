using Undertone.Recognition.Inference;
using Undertone.Sound.Audio;

namespace Undertone.Extensions.AI.Tests;

/// <summary>Answers that come bit by bit.</summary>
public sealed class StreamingTests(Speech speech) : IClassFixture<Speech>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_update_gets_the_emotion_of_its_own_span(bool seekable)
    {
        var seconds = speech.Talk.DurationSeconds;
        using var inner = new ScriptedClient(
            ("one", 0, 1.5), ("two", 1.5, 4.25), ("back", 0.5, 2), ("far", 4, seconds + 10), ("early", -1, 1), ("all", 0, seconds));
        using var client = new EmotionSpeechToTextClient(inner, speech.Recognizer);
        using Stream audio = seekable ? new MemoryStream(speech.TalkBytes) : new SlowPipe(speech.TalkBytes);
        var updates = await client.GetStreamingTextAsync(audio).ToListAsync();

        updates.Select(u => u.Text).ShouldBe(["one", "two", "back", "far", "early", "all"]);
        inner.Heard.ShouldBe(speech.TalkBytes);
        (double Start, double End)[] spans = [(0, 1.5), (1.5, 4.25), (0.5, 2), (4, seconds), (0, 1), (0, seconds)];
        foreach (var (update, (start, end)) in updates.Zip(spans))
        {
            var wanted = speech.Recognizer.Predict(Part(start, end));
            var emotion = update.GetEmotion().ShouldNotBeNull();
            (emotion.StartSeconds, emotion.EndSeconds).ShouldBe((start, end));
            emotion.Scores.ShouldBe(wanted.Scores);
            (emotion.Speech, emotion.Emotion, emotion.Confidence, emotion.Uncertain)
                .ShouldBe((wanted.Speech, wanted.Emotion, wanted.Confidence, wanted.Uncertain));
            emotion.UncertainBecause.ShouldBe(wanted.UncertainBecause);
            update.AdditionalProperties!["undertone.segment"].ShouldBeSameAs(emotion);
        }

        Speech.Json(updates[^1].GetEmotion()).ShouldNotBe(Speech.Json(updates[0].GetEmotion()));
    }

    [Fact]
    public async Task A_short_span_gets_the_segment_of_the_timeline_that_holds_it()
    {
        var timeline = speech.Recognizer.Predict(speech.Talk, segments: true).Segments!;
        timeline.Count.ShouldBeGreaterThan(2);
        using var inner = new ScriptedClient(
            [.. timeline.Select(s => ("word", (double?)s.StartSeconds + 0.1, (double?)s.StartSeconds + 0.2)), ("dot", 2, 2)]);
        using var client = new EmotionSpeechToTextClient(inner, speech.Recognizer);
        var updates = await client.GetStreamingTextAsync(new MemoryStream(speech.TalkBytes)).ToListAsync();
        updates.Take(timeline.Count).Select(u => Speech.Json(u.GetEmotion())).ShouldBe(timeline.Select(Speech.Json));
        Speech.Json(updates[^1].GetEmotion()).ShouldBe(Speech.Json(timeline.Last(s => s.StartSeconds <= 2)));
    }

    [Fact]
    public async Task What_is_short_is_an_option()
    {
        using var inner = new ScriptedClient(("word", 1, 1.6), ("nothing", 1, 1));
        using var client = new EmotionSpeechToTextClient(inner, speech.Recognizer, new EmotionOptions { MinSpan = TimeSpan.Zero });
        var updates = await client.GetStreamingTextAsync(new MemoryStream(speech.TalkBytes)).ToListAsync();
        updates[0].GetEmotion()!.EndSeconds.ShouldBe(1.6);
        updates[0].GetEmotion()!.Scores.ShouldBe(speech.Recognizer.Predict(Part(1, 1.6)).Scores);
        updates[1].GetEmotion().ShouldNotBeNull();
    }

    [Fact]
    public async Task An_update_without_a_place_in_the_audio_has_no_emotion()
    {
        var seconds = speech.Talk.DurationSeconds;
        using var inner = new ScriptedClient(
            ("none", null, null), ("begin", 0, null), ("end", null, 1), ("behind", seconds, seconds + 1), ("backwards", 2, 1));
        using var client = new EmotionSpeechToTextClient(inner, speech.Recognizer);
        var updates = await client.GetStreamingTextAsync(new MemoryStream(speech.TalkBytes)).ToListAsync();
        updates.Select(u => u.Text).ShouldBe(["none", "begin", "end", "behind", "backwards"]);
        updates.ShouldAllBe(u => u.GetEmotion() == null && u.AdditionalProperties == null);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Audio_that_cannot_be_heard_has_its_text_and_one_warning(bool places)
    {
        double? end = places ? 1.0 : null;
        using var logs = new Logs();
        using var inner = new ScriptedClient(("one", 0, end), ("two", 0, end));
        using var client = new EmotionSpeechToTextClient(inner, speech.Recognizer, loggers: logs);
        var updates = await client.GetStreamingTextAsync(new MemoryStream([.. "no audio"u8])).ToListAsync();
        updates.Select(u => u.Text).ShouldBe(["one", "two"]);
        updates.ShouldAllBe(u => u.GetEmotion() == null);
        logs.Lines.ShouldHaveSingleItem();

        using var strict = new EmotionSpeechToTextClient(inner, speech.Recognizer, new EmotionOptions { ThrowOnAudioError = true });
        await Should.ThrowAsync<AudioFormatException>(
            async () => await strict.GetStreamingTextAsync(new MemoryStream([.. "no audio"u8])).ToListAsync());
    }

    [Fact]
    public async Task Who_leaves_is_let_go()
    {
        using var leave = new CancellationTokenSource();
        using var inner = new ScriptedClient(("one", 0, 1.5), ("two", 1.5, 3))
        {
            Before = token => Task.Delay(leave.IsCancellationRequested ? Timeout.Infinite : 0, token),
        };
        using var client = new EmotionSpeechToTextClient(inner, speech.Recognizer);
        var seen = new List<SegmentPrediction?>();
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in client.GetStreamingTextAsync(new MemoryStream(speech.TalkBytes)).WithCancellation(leave.Token))
            {
                seen.Add(update.GetEmotion());
                await leave.CancelAsync();
            }
        });
        seen.ShouldHaveSingleItem().ShouldNotBeNull();
    }

    [Fact]
    public async Task Who_breaks_off_leaves_nothing_running()
    {
        using var inner = new ScriptedClient(("one", null, null), ("two", 1.5, 3));
        using var client = new EmotionSpeechToTextClient(inner, speech.Recognizer);
        await foreach (var update in client.GetStreamingTextAsync(new MemoryStream(speech.TalkBytes)))
        {
            update.Text.ShouldBe("one");
            break;
        }

        inner.Disposed.ShouldBeFalse();
    }

    private AudioClip Part(double start, double end)
    {
        var rate = speech.Talk.SampleRateHz;
        return new AudioClip(speech.Talk.Samples[(int)Math.Round(start * rate)..(int)Math.Round(end * rate)], rate);
    }
}
