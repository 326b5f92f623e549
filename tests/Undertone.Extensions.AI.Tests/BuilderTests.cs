using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Undertone.Extensions.DependencyInjection;
using Undertone.Recognition.Inference;

namespace Undertone.Extensions.AI.Tests;

public sealed class BuilderTests(Speech speech) : IClassFixture<Speech>
{
    [Fact]
    public async Task The_recognizer_and_the_log_come_from_the_services()
    {
        using var logs = new Logs();
        using var inner = new ScriptedClient(("text", null, null));
        var services = new ServiceCollection();
        services.AddUndertone(o => o.Model = "tiny");
        services.AddSpeechToTextClient(inner).UseEmotion();
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<ISpeechToTextClient>();
        var response = await client.GetTextAsync(new MemoryStream(speech.TalkBytes));
        Speech.Json(response.GetEmotion()).ShouldBe(Speech.Json(speech.Recognizer.Predict(speech.Talk)));

        using var logged = inner.AsBuilder().UseEmotion().Build(
            new ServiceCollection().AddSingleton<ILoggerFactory>(logs).AddSingleton<IEmotionRecognizer>(speech.Recognizer)
                .BuildServiceProvider());
        await logged.GetTextAsync(new MemoryStream());
        logs.Lines.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_recognizer_that_is_given_is_taken_and_left_alone()
    {
        var inner = new ScriptedClient(("text", null, null));
        var client = inner.AsBuilder().UseEmotion(speech.Recognizer, new EmotionOptions { MaxBytes = 10 }).Build();
        client.GetService<EmotionSpeechToTextClient>().ShouldBeSameAs(client);
        await Should.ThrowAsync<InvalidDataException>(() => client.GetTextAsync(new MemoryStream(speech.TalkBytes)));
        client.Dispose();
        inner.Disposed.ShouldBeTrue();
        speech.Recognizer.Predict(speech.Talk).Speech.ShouldBeTrue();
    }

    [Fact]
    public void Without_a_recognizer_it_is_told_what_to_do() =>
        Should.Throw<InvalidOperationException>(() => new ScriptedClient().AsBuilder().UseEmotion().Build())
            .Message.ShouldContain("AddUndertone()");

    public static TheoryData<EmotionOptions, string> Wrong() => new()
    {
        { new EmotionOptions { MaxBytes = 0 }, "MaxBytes" },
        { new EmotionOptions { MaxBytes = Array.MaxLength + 1L }, "MaxBytes" },
        { new EmotionOptions { MaxDuration = TimeSpan.Zero }, "MaxDuration" },
        { new EmotionOptions { MinSpan = TimeSpan.FromTicks(-1) }, "MinSpan" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Options_that_cannot_work_are_refused_by_name(EmotionOptions options, string name)
    {
        using var inner = new ScriptedClient();
        Should.Throw<ArgumentOutOfRangeException>(() => inner.AsBuilder().UseEmotion(speech.Recognizer, options))
            .Message.ShouldContain("EmotionOptions." + name);
        Should.Throw<ArgumentOutOfRangeException>(() => new EmotionSpeechToTextClient(inner, speech.Recognizer, options))
            .ParamName.ShouldBe(name);
    }
}
