using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Undertone.Recognition.Hearing;
using Undertone.Sound.Audio;

namespace Undertone.Extensions.AI.Tests;

/// <summary>The answer for a whole recording.</summary>
public sealed class TextTests(Speech speech) : IClassFixture<Speech>
{
    [Fact]
    public async Task The_inner_answer_gets_what_the_recognizer_says_of_the_same_audio()
    {
        using var inner = new ScriptedClient(("good morning", null, null));
        using var client = new EmotionSpeechToTextClient(inner, speech.Recognizer);
        await using var audio = File.OpenRead(speech.Clip);
        var options = new SpeechToTextOptions { SpeechLanguage = "en" };
        var response = await client.GetTextAsync(audio, options);

        response.ShouldBeSameAs(inner.Response);
        response.Text.ShouldBe("good morning");
        inner.Options.ShouldBeSameAs(options);
        inner.Heard.ShouldBe(await File.ReadAllBytesAsync(speech.Clip));
        var wanted = speech.Recognizer.Predict(speech.Clip);
        Speech.Json(response.GetEmotion()).ShouldBe(Speech.Json(wanted));
        response.GetEmotion()!.Quality!.LevelDb.ShouldBe(wanted.Quality!.LevelDb);
        response.AdditionalProperties!["undertone.emotion"].ShouldBeSameAs(response.GetEmotion());
        var clip = AudioClip.Load(speech.Clip);
        var spans = SpeechSpans.Find(SpeechDetector.Default.Probabilities(clip), clip.DurationSeconds);
        spans.ShouldNotBeEmpty();
        response.GetSpeech().ShouldBe(spans);
    }

    [Fact]
    public async Task Properties_of_the_inner_client_stay()
    {
        using var inner = new ScriptedClient(("a", null, null)) { Response = { AdditionalProperties = new() { ["own"] = 1 } } };
        using var client = new EmotionSpeechToTextClient(inner, speech.Recognizer);
        var response = await client.GetTextAsync(new MemoryStream(speech.TalkBytes));
        response.AdditionalProperties!.Keys.ShouldBe(["own", "undertone.emotion", "undertone.speech"], ignoreOrder: true);
        Speech.Json(response.GetEmotion()).ShouldBe(Speech.Json(speech.Recognizer.Predict(speech.Talk)));
    }

    [Fact]
    public async Task A_recording_of_minutes_is_answered_as_the_recognizer_does()
    {
        var clip = new AudioClip([.. Enumerable.Repeat(speech.Talk.Samples, 12).SelectMany(s => s)], speech.Talk.SampleRateHz);
        clip.DurationSeconds.ShouldBeGreaterThan(60);
        using var client = new EmotionSpeechToTextClient(new ScriptedClient(), speech.Recognizer);
        var response = await client.GetTextAsync(new MemoryStream(Speech.Wav(clip, WavSampleFormat.IeeeFloat)));
        Speech.Json(response.GetEmotion()).ShouldBe(Speech.Json(speech.Recognizer.Predict(clip)));
    }

    [Fact]
    public async Task Silence_has_an_answer_without_an_emotion_and_no_spans()
    {
        using var client = new EmotionSpeechToTextClient(new ScriptedClient(), speech.Recognizer);
        var response = await client.GetTextAsync(new MemoryStream(Speech.Wav(new AudioClip(new float[16000], 16000))));
        response.GetEmotion()!.Speech.ShouldBeFalse();
        response.GetEmotion()!.Emotion.ShouldBeNull();
        response.GetSpeech().ShouldBe([]);
    }

    [Fact]
    public async Task A_stream_that_can_seek_is_handed_on_itself_where_it_stood()
    {
        using var inner = new ScriptedClient();
        using var client = new EmotionSpeechToTextClient(inner, speech.Recognizer);
        using var audio = new MemoryStream([.. new byte[77], .. speech.TalkBytes]) { Position = 77 };
        var response = await client.GetTextAsync(audio);
        inner.Audio.ShouldBeSameAs(audio);
        inner.Position.ShouldBe(77);
        inner.Heard.ShouldBe(speech.TalkBytes);
        audio.Position.ShouldBe(audio.Length);
        audio.CanRead.ShouldBeTrue();
        Speech.Json(response.GetEmotion()).ShouldBe(Speech.Json(speech.Recognizer.Predict(speech.Talk)));
    }

    [Fact]
    public async Task A_stream_that_cannot_seek_is_handed_on_by_its_bytes()
    {
        using var inner = new ScriptedClient();
        using var client = new EmotionSpeechToTextClient(inner, speech.Recognizer);
        var response = await client.GetTextAsync(new SlowPipe(speech.TalkBytes));
        inner.Position.ShouldBe(0);
        inner.Audio!.CanWrite.ShouldBeFalse();
        inner.Heard.ShouldBe(speech.TalkBytes);
        Speech.Json(response.GetEmotion()).ShouldBe(Speech.Json(speech.Recognizer.Predict(speech.Talk)));
    }

    public static TheoryData<byte[], string> Bad() => new()
    {
        { [], "the audio" },
        { [.. "a letter and no audio, as long as the header of a file"u8], "the audio" },
        { Speech.Wav(new AudioClip([], 16000)), "the audio" },
        { Speech.Wav(new AudioClip([.. Enumerable.Repeat(float.NaN, 16000)], 16000), WavSampleFormat.IeeeFloat), "not a number" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Audio_that_cannot_be_heard_has_its_text_and_a_warning(byte[] bytes, string says)
    {
        using var logs = new Logs();
        using var inner = new ScriptedClient(("still text", null, null));
        using var client = new EmotionSpeechToTextClient(inner, speech.Recognizer, loggers: logs);
        var response = await client.GetTextAsync(new MemoryStream(bytes));
        response.Text.ShouldBe("still text");
        response.GetEmotion().ShouldBeNull();
        response.GetSpeech().ShouldBeNull();
        response.AdditionalProperties.ShouldBeNull();
        inner.Heard.ShouldBe(bytes);
        var (level, text) = logs.Lines.ShouldHaveSingleItem();
        level.ShouldBe(LogLevel.Warning);
        text.ShouldContain(says);

        using var strict = new EmotionSpeechToTextClient(inner, speech.Recognizer, new EmotionOptions { ThrowOnAudioError = true }, logs);
        var thrown = await Should.ThrowAsync<Exception>(() => strict.GetTextAsync(new MemoryStream(bytes)));
        (thrown is AudioFormatException or InvalidDataException).ShouldBeTrue(thrown.ToString());
        logs.Lines.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_more_bytes_than_the_limit_are_taken(bool seekable)
    {
        var bytes = speech.TalkBytes;
        using var inner = new ScriptedClient();
        using var exact = new EmotionSpeechToTextClient(inner, speech.Recognizer, new EmotionOptions { MaxBytes = bytes.Length });
        (await exact.GetTextAsync(Audio())).GetEmotion().ShouldNotBeNull();

        using var other = new ScriptedClient();
        using var tight = new EmotionSpeechToTextClient(other, speech.Recognizer, new EmotionOptions { MaxBytes = bytes.Length - 1 });
        var thrown = await Should.ThrowAsync<InvalidDataException>(() => tight.GetTextAsync(Audio()));
        thrown.Message.ShouldBe($"The audio holds more than {bytes.Length - 1} bytes. Raise EmotionOptions.MaxBytes, or cut it up.");
        await Should.ThrowAsync<InvalidDataException>(async () => await tight.GetStreamingTextAsync(Audio()).ToListAsync());
        other.Audio.ShouldBeNull();

        Stream Audio() => seekable ? new MemoryStream(bytes) : new SlowPipe(bytes);
    }

    [Fact]
    public async Task Longer_audio_than_the_limit_has_a_text_only()
    {
        using var logs = new Logs();
        var options = new EmotionOptions { MaxDuration = TimeSpan.FromSeconds(2) };
        using var client = new EmotionSpeechToTextClient(new ScriptedClient(("text", null, null)), speech.Recognizer, options, logs);
        var response = await client.GetTextAsync(new MemoryStream(speech.TalkBytes));
        (response.Text, response.GetEmotion()).ShouldBe(("text", null));
        logs.Lines.ShouldHaveSingleItem().Text.ShouldContain("longer than 00:00:02. Raise EmotionOptions.MaxDuration");
    }

    [Fact]
    public async Task Who_leaves_is_let_go()
    {
        using var leave = new CancellationTokenSource();
        using var inner = new ScriptedClient { Before = token => Task.Delay(Timeout.Infinite, token) };
        using var client = new EmotionSpeechToTextClient(inner, speech.Recognizer);
        var asking = client.GetTextAsync(new MemoryStream(speech.TalkBytes), cancellationToken: leave.Token);
        asking.IsCompleted.ShouldBeFalse();
        await leave.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => asking);
        await Should.ThrowAsync<OperationCanceledException>(
            () => client.GetTextAsync(new SlowPipe(speech.TalkBytes), cancellationToken: leave.Token));
    }

    [Fact]
    public async Task Cancellation_reaches_the_work_of_the_recognizer()
    {
        using var leave = new CancellationTokenSource();
        using var client = new EmotionSpeechToTextClient(new ScriptedClient { Before = _ => leave.CancelAsync() }, speech.Recognizer);
        var hour = Speech.Wav(new AudioClip(new float[8000 * 1800], 8000));
        await Should.ThrowAsync<OperationCanceledException>(
            () => client.GetTextAsync(new MemoryStream(hour), cancellationToken: leave.Token));
    }

    [Fact]
    public async Task An_error_of_the_inner_client_passes()
    {
        var inner = new ScriptedClient { Before = _ => throw new TimeoutException("the network") };
        using var client = new EmotionSpeechToTextClient(inner, speech.Recognizer);
        await Should.ThrowAsync<TimeoutException>(() => client.GetTextAsync(new MemoryStream(speech.TalkBytes)));
        await Should.ThrowAsync<TimeoutException>(() => client.GetTextAsync(new MemoryStream([])));
    }
}
