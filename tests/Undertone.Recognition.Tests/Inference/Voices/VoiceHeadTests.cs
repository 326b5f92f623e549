using Undertone.Learning.Classical;
using Undertone.Learning.Metrics;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Voices;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Tests.Inference.Voices;

public sealed class VoiceHeadTests
{
    [Theory]
    [InlineData("logistic-regression")]
    [InlineData("svm")]
    [InlineData("knn")]
    [InlineData("random-forest")]
    public void Where_speakers_differ_more_than_emotions_the_head_is_right_and_the_plain_model_is_not(string kind)
    {
        var (model, head) = Trained(kind, threads: 2);
        var (data, inputs) = Speakers.Make(6, 8, seed: 77);
        var plain = Plain(model, data, inputs);
        var answers = VoiceTest.Answer(head, model, inputs, plain, seed: 1);
        answers.Select(a => a.Clips).ShouldBe([3, 5, 10, 20, null]);
        Uar(plain).ShouldBeLessThan(0.75);
        Uar(answers[^1].Tested).ShouldBeGreaterThan(0.9);
        Uar(answers[^1].Tested).ShouldBeGreaterThanOrEqualTo(Uar(answers[0].Tested));
        for (var i = 0; i < plain.Length; i++)
        {
            answers[0].Tested[i].Utterance.ShouldBe(plain[i].Utterance);
            answers[0].Tested[i].Truth.ShouldBe(plain[i].Truth);
            answers[0].Tested[i].Probabilities.Sum().ShouldBe(1, 1e-5f);
        }
    }

    [Theory]
    [InlineData("logistic-regression")]
    [InlineData("svm")]
    public void Threads_and_repetition_change_no_bit_and_another_draw_changes_the_answers(string kind)
    {
        var (model, one) = Trained(kind, threads: 1);
        var (_, three) = Trained(kind, threads: 3);
        one.Weights().Select(w => (w.Name, Convert.ToHexString(w.Data)))
            .ShouldBe(three.Weights().Select(w => (w.Name, Convert.ToHexString(w.Data))));
        one.Settings.ToJson().ToJsonString().ShouldBe(three.Settings.ToJson().ToJsonString());
        one.Weights().ShouldAllBe(w => VoiceHead.IsOfHead(w));

        var (data, inputs) = Speakers.Make(4, 4, seed: 5);
        var plain = Plain(model, data, inputs);
        Numbers(1, 3).ShouldBe(Numbers(1, 3));
        Numbers(1, 3).ShouldNotBe(Numbers(2, 3));
        Numbers(1, null).ShouldBe(Numbers(2, null));

        float[] Numbers(int seed, int? clips) =>
            [.. VoiceTest.Answer(one, model, inputs, plain, seed).First(a => a.Clips == clips).Tested.SelectMany(t => t.Probabilities)];
    }

    [Fact]
    public void Who_says_nothing_else_or_is_not_named_keeps_the_plain_answer()
    {
        var (model, head) = Trained("logistic-regression", threads: 1);
        var (data, inputs) = Speakers.Make(2, 2, seed: 9);
        Utterance[] utterances = [.. data.Utterances];
        utterances[0] = Speakers.Clip("alone", 0, "neutral");
        utterances[1] = Speakers.Clip(Utterance.UnknownSpeaker, 0, "happy");
        utterances[2] = Speakers.Clip(Utterance.UnknownSpeaker, 1, "angry");
        var plain = Plain(model, data with { Utterances = utterances }, inputs);
        foreach (var (_, tested) in VoiceTest.Answer(head, model, inputs, plain, seed: 0))
        {
            for (var i = 0; i < 3; i++) tested[i].Probabilities.ShouldBe(plain[i].Probabilities);
            for (var i = 3; i < tested.Count; i++) tested[i].Probabilities.ShouldNotBe(plain[i].Probabilities);
        }
    }

    [Fact]
    public void Only_named_speakers_with_two_emotions_teach_and_two_of_them_are_needed()
    {
        var (data, _) = Speakers.Make(3, 2, seed: 1);
        var (utterances, targets) = (data.Utterances.ToArray(), data.Targets.ToArray());
        for (var i = 0; i < 6; i++) targets[i] = 1;
        VoiceHeadFitter.Members(utterances, targets).ShouldBe(Enumerable.Range(6, 12));
        for (var i = 6; i < 12; i++) utterances[i] = Speakers.Clip(Utterance.UnknownSpeaker, i, "happy");
        var refused = Should.Throw<CorpusException>(() => VoiceHeadFitter.Members(utterances, targets));
        refused.Message.ShouldContain("\"voices\"");
    }

    [Fact]
    public void Neutral_clips_lead_to_the_mean_over_all_emotions()
    {
        var (model, head) = Trained("logistic-regression", threads: 1);
        var (data, inputs) = Speakers.Make(1, 40, seed: 3);
        var embeddings = VoiceTest.Embeddings(model, inputs, Speakers.Labels.Count);
        var all = Mean(Enumerable.Range(0, inputs.Length));
        var neutral = Mean(Enumerable.Range(0, inputs.Length).Where(i => data.Targets[i] == 0));
        var plain = head.Center(VoiceTests.Example() with { Clips = 100, Mean = all });
        var corrected = head.Center(VoiceTests.Example() with { Clips = 100, Mean = neutral, Neutral = true });
        var uncorrected = head.Center(VoiceTests.Example() with { Clips = 100, Mean = neutral });
        for (var c = 0; c < plain.Length; c++) corrected[c].ShouldBe(plain[c], 0.05);
        Enumerable.Range(0, plain.Length).Max(c => Math.Abs(uncorrected[c] - plain[c])).ShouldBeGreaterThan(0.5);

        double[] Mean(IEnumerable<int> members)
        {
            var sums = new EmbeddingSums(Speakers.Columns);
            foreach (var i in members) sums.Add(embeddings[i]);
            return sums.Mean();
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(1000)]
    public void Few_clips_are_drawn_to_the_training_mean(int clips)
    {
        var center = VoiceHead.Center([9, -3], clips, [3, 3]);
        center[0].ShouldBe(((clips * 9.0) + 6) / (clips + 2), 1e-12);
        center[1].ShouldBe(((clips * -3.0) + 6) / (clips + 2), 1e-12);
    }

    [Fact]
    public void Sums_give_the_mean_the_mean_without_one_and_the_spread()
    {
        var random = new Random(4);
        float[][] rows = [.. Enumerable.Range(0, 7).Select(_ => Enumerable.Range(0, 5).Select(_ => random.NextSingle()).ToArray())];
        double[] scale = [0.5, 1, 2, 3, 4];
        var sums = new EmbeddingSums(5);
        sums.Add(rows[0]);
        sums.Spread(scale).ShouldBe(0);
        foreach (var row in rows.Skip(1)) sums.Add(row);
        double spread = 0;
        for (var c = 0; c < 5; c++)
        {
            var mean = rows.Average(r => (double)r[c]);
            sums.Mean()[c].ShouldBe(mean, 1e-12);
            sums.MeanWithout(rows[3])[c].ShouldBe(rows.Where((_, i) => i != 3).Average(r => (double)r[c]), 1e-12);
            spread += rows.Sum(r => Math.Pow((r[c] - mean) / scale[c], 2)) / 6 / 5;
        }

        sums.Spread(scale).ShouldBe(Math.Sqrt(spread), 1e-9);
    }

    internal static (ClassicalModel Model, VoiceHead Head) Trained(string kind, int threads)
    {
        var recipe = Recipe.Parse($$"""
            { "name": "tiny", "features": { "list": [ { "name": "rms" } ] }, "model": { "kind": "{{kind}}" },
              "training": { "voices": true } }
            """);
        recipe.Training.Voices.ShouldBeTrue();
        var (data, inputs) = Speakers.Make(12, 8, seed: 3);
        var rows = new LabeledRows(ClassicalModel.Rows(inputs), Speakers.Columns, data.Targets, Speakers.Labels.Count);
        var model = new ClassicalModel(Classifiers.Fit(recipe.Model.Classifier!, rows));
        var embeddings = VoiceTest.Embeddings(model, inputs, Speakers.Labels.Count);
        var job = new TrainingJob(recipe, "tiny", 0, threads);
        return (model, VoiceHeadFitter.Fit(job, data, embeddings, 0, CancellationToken.None));
    }

    private static TestedUtterance[] Plain(ClassicalModel model, TrainingData data, float[][] inputs)
    {
        var classes = Speakers.Labels.Count;
        var probabilities = new float[inputs.Length * classes];
        model.Predict(inputs, probabilities);
        return
        [
            .. data.Utterances.Select(
                (u, i) => new TestedUtterance(u, 1, data.Targets[i], probabilities[(i * classes)..((i + 1) * classes)])),
        ];
    }

    private static double Uar(IReadOnlyList<TestedUtterance> tested) =>
        Scores.UnweightedAverageRecall([.. tested.Select(t => t.Truth)], [.. tested.Select(t => t.Predicted)]);
}
