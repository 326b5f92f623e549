using System.Text.Json;
using Microsoft.Extensions.Logging;
using Undertone.Recognition.Inference;
using Undertone.Sound.Audio;

namespace Undertone.Extensions.DependencyInjection.Tests;

public sealed class ReloadTests
{
    private static readonly string Clip = Repository.Of("samples", "audio", "neutral-synthetic.wav");

    [Fact]
    public async Task A_changed_file_answers_and_a_damaged_one_does_not()
    {
        using var model = new ModelOnDisk("tiny");
        using var service = new Service(o => o.Model = model.Path);
        var recognizer = service.Recognizer;
        var before = recognizer.Predict(Clip);
        recognizer.Manifest.Name.ShouldBe("tiny");

        await File.WriteAllTextAsync(model.Path, "this is no model");
        var (level, text) = await service.Logged("cannot be used");
        level.ShouldBe(LogLevel.Error);
        text.ShouldContain(model.Path);
        recognizer.Predict(Clip).Scores.ShouldBe(before.Scores);

        File.Delete(model.Path);
        (await service.Logged("is gone")).Level.ShouldBe(LogLevel.Warning);
        recognizer.Predict(Clip).Scores.ShouldBe(before.Scores);

        model.Put("base");
        (await service.Logged("'base'")).Level.ShouldBe(LogLevel.Information);
        recognizer.Manifest.Name.ShouldBe("base");
        using var wanted = EmotionRecognizer.LoadBuiltIn("base");
        JsonSerializer.Serialize(recognizer.Predict(Clip)).ShouldBe(JsonSerializer.Serialize(wanted.Predict(Clip)));
    }

    [Fact]
    public async Task Every_answer_is_given_while_models_come_and_go()
    {
        using var model = new ModelOnDisk("tiny");
        using var service = new Service(o => o.Model = model.Path);
        var (recognizer, clip) = (service.Recognizer, AudioClip.Load(Clip));
        using EmotionRecognizer tiny = EmotionRecognizer.LoadBuiltIn("tiny"), full = EmotionRecognizer.LoadBuiltIn("base");
        EmotionScores[] known = [tiny.Predict(clip).Scores, full.Predict(clip).Scores];
        using var stop = new CancellationTokenSource();
        var asking = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var heard = new HashSet<EmotionScores>();
            while (!stop.IsCancellationRequested) heard.Add((await recognizer.PredictAsync(clip)).Scores);
            return heard;
        })).ToArray();
        for (var i = 0; i < 6; i++)
        {
            model.Put(i % 2 == 0 ? "base" : "tiny");
            var wanted = i % 2 == 0 ? "base" : "tiny";
            for (var wait = 0; recognizer.Manifest.Name != wanted && wait < 1000; wait++) await Task.Delay(20);
            recognizer.Manifest.Name.ShouldBe(wanted);
        }

        await stop.CancelAsync();
        var all = (await Task.WhenAll(asking)).SelectMany(h => h).ToHashSet();
        all.ShouldBe(known.ToHashSet(), ignoreOrder: true);
    }

    [Fact]
    public async Task What_began_with_a_model_ends_with_it()
    {
        using var model = new ModelOnDisk("tiny");
        using var service = new Service(o => o.Model = model.Path);
        var recognizer = service.Recognizer;
        using var stream = recognizer.OpenStream(16000);
        using var files = recognizer.PredictFiles(Enumerable.Repeat(Clip, 600)).GetEnumerator();
        files.MoveNext().ShouldBeTrue();
        model.Put("base");
        await service.Logged("'base'");
        using var tiny = EmotionRecognizer.LoadBuiltIn("tiny");
        var wanted = tiny.Predict(Clip).Scores;
        for (var i = 0; i < 20; i++)
        {
            files.Current.Prediction!.Scores.ShouldBe(wanted);
            files.MoveNext().ShouldBeTrue();
        }

        var speech = AudioClip.Load(Clip, sampleRateHz: 16000);
        stream.Push(speech.Samples).Concat(stream.Complete()).ShouldAllBe(s => s.Scores.Labels.Equals(tiny.Labels));
        recognizer.Manifest.Name.ShouldBe("base");
    }

    [Fact]
    public async Task A_model_that_nobody_uses_any_more_is_disposed_and_not_before()
    {
        var recognizer = EmotionRecognizer.LoadBuiltIn("tiny");
        var shared = new SharedModel(recognizer);
        shared.TryEnter().ShouldBeTrue();
        shared.TryEnter().ShouldBeTrue();
        shared.Leave();
        shared.Leave();
        (await recognizer.PredictAsync(Clip)).Speech.ShouldBeTrue();
        shared.TryEnter().ShouldBeTrue();
        shared.Leave();
        shared.Leave();
        Should.Throw<ObjectDisposedException>(() => recognizer.Predict(Clip));
        shared.TryEnter().ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_that_changes_is_left_alone_where_that_is_wanted()
    {
        using var model = new ModelOnDisk("tiny");
        using var service = new Service(o => (o.Model, o.ReloadOnChange) = (model.Path, false));
        service.Recognizer.Manifest.Name.ShouldBe("tiny");
        model.Put("base");
        await Task.Delay(300);
        service.Recognizer.Manifest.Name.ShouldBe("tiny");
    }
}
