using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Sound.Audio;

namespace Undertone.Extensions.DependencyInjection.Tests;

public sealed class ServiceTests
{
    private static readonly string Clip = Repository.Of("samples", "audio", "neutral-synthetic.wav");

    [Fact]
    public async Task Every_form_answers_as_the_model_itself_does()
    {
        using var service = new Service(o => o.Model = "tiny");
        using var model = EmotionRecognizer.LoadBuiltIn("tiny");
        var (recognizer, wanted) = (service.Recognizer, JsonSerializer.Serialize(model.Predict(Clip)));
        service.Recognizer.ShouldBeSameAs(recognizer);
        var clip = AudioClip.Load(Clip);
        await using var stream = File.OpenRead(Clip);
        EmotionPrediction[] answers =
        [
            recognizer.Predict(Clip), recognizer.Predict(clip), await recognizer.PredictAsync(Clip), await recognizer.PredictAsync(clip),
            await recognizer.PredictAsync(stream, "upload"),
        ];
        answers.Select(a => JsonSerializer.Serialize(a)).ShouldAllBe(a => a == wanted);
        var files = JsonSerializer.Serialize(model.PredictFiles([Clip, "missing.wav"]));
        JsonSerializer.Serialize(recognizer.PredictFiles([Clip, "missing.wav"])).ShouldBe(files);
        var results = new List<FilePrediction>();
        await foreach (var result in recognizer.PredictFilesAsync([Clip, "missing.wav"])) results.Add(result);
        JsonSerializer.Serialize(results).ShouldBe(files);
        var clips = new List<EmotionPrediction>();
        await foreach (var answer in recognizer.PredictAsync([clip, clip, clip])) clips.Add(answer);
        clips.Select(a => JsonSerializer.Serialize(a)).ShouldBe([wanted, wanted, wanted]);
    }

    public static TheoryData<string, string?, int, int?> Wrong() => new()
    {
        { "Model", "", 1000, null },
        { "Model", " ", 1000, null },
        { "Model", null, 1000, null },
        { "Model", "no-such-model", 1000, null },
        { "ReloadInterval", "tiny", 0, null },
        { "ReloadInterval", "tiny", 9, null },
        { "ReloadInterval", "tiny", -1, null },
        { "ReloadInterval", "tiny", (24 * 3600 * 1000) + 1, null },
        { "MaxConcurrency", "tiny", 1000, 0 },
        { "MaxConcurrency", "tiny", 1000, -3 },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Options_that_cannot_work_are_refused_by_name_at_the_start(string option, string? model, int milliseconds, int? most)
    {
        using var service = new Service(o =>
            (o.Model, o.ReloadInterval, o.MaxConcurrency) = (model!, TimeSpan.FromMilliseconds(milliseconds), most));
        var start = service.Get<IStartupValidator>();
        Should.Throw<OptionsValidationException>(start.Validate).Message.ShouldContain("UndertoneOptions." + option);
        Should.Throw<OptionsValidationException>(() => service.Recognizer).Message.ShouldContain("UndertoneOptions." + option);
    }

    [Theory]
    [InlineData(10, 1)]
    [InlineData(24 * 3600 * 1000, 64)]
    public void Options_at_their_limits_are_taken(int milliseconds, int most)
    {
        using var service = new Service(o =>
            (o.Model, o.ReloadInterval, o.MaxConcurrency) = ("tiny", TimeSpan.FromMilliseconds(milliseconds), most));
        service.Get<IStartupValidator>().Validate();
        service.Recognizer.Predict(Clip).Speech.ShouldBeTrue();
    }

    [Fact]
    public void A_file_that_is_no_model_is_told_when_the_recognizer_is_asked_for()
    {
        using var service = new Service(o => o.Model = Clip);
        Should.Throw<ModelFormatException>(() => service.Recognizer).Message.ShouldContain(Clip);
    }

    [Fact]
    public async Task No_more_answers_are_worked_on_than_wanted_and_who_waits_can_leave()
    {
        using var service = new Service(o => (o.Model, o.MaxConcurrency) = ("tiny", 1));
        using var leave = new CancellationTokenSource();
        var hour = new AudioClip(new float[16000 * 3600], 16000);
        using var end = new CancellationTokenSource();
        var long1 = service.Recognizer.PredictAsync(hour, false, end.Token);
        var waiting = service.Recognizer.PredictAsync(Clip, false, leave.Token);
        await Task.Delay(100);
        waiting.IsCompleted.ShouldBe(long1.IsCompleted);
        await leave.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        await end.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => long1);
        (await service.Recognizer.PredictAsync(Clip)).Speech.ShouldBeTrue();
    }

    [Fact]
    public async Task Answers_are_traced_and_measured_without_what_was_heard()
    {
        var (activities, counted) = (new List<Activity>(), new List<string>());
        using var traces = new ActivityListener
        {
            ShouldListenTo = source => source.Name == UndertoneTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (activities) activities.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(traces);
        using var service = new Service(o => o.Model = "tiny");
        using var measures = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == UndertoneTelemetry.MeterName) listener.EnableMeasurementEvents(instrument);
            },
        };
        measures.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        measures.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        measures.Start();
        using var parent = new Activity("test").Start();

        var answer = await service.Recognizer.PredictAsync(Clip);
        await Should.ThrowAsync<FileNotFoundException>(() => service.Recognizer.PredictAsync("missing.wav"));
        service.Recognizer.PredictFiles([Clip]).Count().ShouldBe(1);

        var own = activities.Where(a => a.TraceId == parent.TraceId).ToArray();
        own.Select(a => (a.OperationName, a.Status, a.GetTagItem("undertone.outcome"))).ShouldBe(
        [
            ("undertone.predict", ActivityStatusCode.Unset, answer.Uncertain ? "uncertain" : "answered"),
            ("undertone.predict", ActivityStatusCode.Error, "not-found"),
        ]);
        own[0].GetTagItem("undertone.audio.seconds").ShouldBe(answer.DurationSeconds);
        foreach (var name in new[] { "undertone.predictions", "undertone.prediction.duration", "undertone.audio.duration" })
            counted.ShouldContain(c => c.StartsWith(name + " ", StringComparison.Ordinal));
        counted.ShouldContain("undertone.predictions tiny not-found");
        own.SelectMany(a => a.TagObjects).Select(t => $"{t.Value}").Concat(counted)
            .ShouldAllBe(t => !t.Contains(".wav", StringComparison.Ordinal) && !t.Contains(answer.Emotion!, StringComparison.Ordinal));

        void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            value.ShouldBeGreaterThan(0);
            lock (counted) counted.Add(string.Join(' ', tags.ToArray().Select(t => $"{t.Value}").Prepend(instrument.Name)));
        }
    }

    [Fact]
    public void An_application_that_ends_answers_no_more()
    {
        var service = new Service(o => o.Model = "tiny");
        var recognizer = service.Recognizer;
        service.Dispose();
        Should.Throw<ObjectDisposedException>(() => recognizer.Predict(Clip));
    }
}
