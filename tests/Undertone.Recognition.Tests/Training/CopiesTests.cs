using Undertone.Recognition.Augmentation;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Corpora.Synthesis;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Files;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Tests.Training;

public sealed class CopiesTests : IDisposable
{
    private const string Stages = """{ "count": 2, "stages": [ { "type": "gain" }, { "type": "noise", "probability": 0.5 } ] }""";
    private static readonly Recipe Knn = Recipe.Load("knn").With("training.copies", Stages);
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-copies-").FullName;
    private int _folds;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Copies_stand_behind_the_originals_and_depend_on_seed_audio_and_number_alone()
    {
        var utterances = Corpus();
        var rows = Features(utterances, 0, "a", threads: 1);
        rows.Length.ShouldBe(3 * utterances.Count);
        var plain = new FeatureTable(new FeatureCache(Path.Combine(_folder, "b")), new AudioBytes(), 2)
            .Compute(utterances, Knn, null, null, CancellationToken.None);
        for (var i = 0; i < utterances.Count; i++) rows[i].ShouldBe(plain[i]);
        rows.Select(r => string.Join(' ', r)).Distinct().Count().ShouldBe(rows.Length);

        // In another order, by other threads, without a cache and from the cache: each utterance has its own copies.
        Utterance[] turned = [.. utterances.Reverse()];
        foreach (var cache in new[] { "a", "c" })
        {
            var other = Features(turned, 0, cache, threads: 3);
            for (var i = 0; i < rows.Length; i++)
            {
                var (copy, at) = (i / turned.Length, i % turned.Length);
                other[(copy * turned.Length) + turned.Length - 1 - at].ShouldBe(rows[i]);
            }
        }

        var reseeded = Features(utterances, 1, "a", threads: 2);
        for (var i = 0; i < rows.Length; i++)
        {
            if (i < utterances.Count) reseeded[i].ShouldBe(rows[i]);
            else reseeded[i].ShouldNotBe(rows[i]);
        }
    }

    [Theory]
    [InlineData("knn")]
    [InlineData("mlp")]
    public void Copies_of_training_rows_count_and_those_of_validation_and_test_rows_are_never_looked_at(string name)
    {
        var recipe = Recipe.Load(name).With("training.copies", Stages).With("features.list", """[{ "name": "rms" }]""");
        if (name == "mlp") recipe = recipe.With("training.epochs", "2").With("training.earlyStopping", """{ "patience": 5 }""");
        var data = TrainingData.Map(Corpus(), LabelSet.Of(["neutral", "angry"]), [], null);
        var n = data.Utterances.Count;
        int[] all = [.. Enumerable.Range(0, n)];
        var fold = new FoldPlan(1, [.. all.Where(i => i % 4 < 2)], [.. all.Where(i => i % 4 == 2)], [.. all.Where(i => i % 4 == 3)]);
        var rows = Enumerable.Range(0, 3 * n).Select(i => new float[] { MathF.Sin(i), MathF.Cos(3 * i) }).ToArray();
        var expected = Answers(rows);
        var damaged = rows.Select((row, i) => i < n || fold.Train.Contains(i % n) ? row : [float.NaN, float.NaN]).ToArray();
        Answers(damaged).ShouldBe(expected);
        foreach (var i in fold.Train)
        {
            if (name == "mlp") Answers([.. rows.Select((row, at) => at == i + n ? [9f, -9] : row)]).ShouldNotBe(expected);
        }

        Answers([.. rows.Select((row, at) => at >= n && fold.Train.Contains(at % n) ? [9f, -9] : row)]).ShouldNotBe(expected);

        float[] Answers(float[][] inputs)
        {
            var job = new TrainingJob(recipe, "m", 0, 1);
            var folder = new TrainingFolder(Path.Combine(_folder, FormattableString.Invariant($"fold-{_folds++}")));
            var trained = new FoldTrainer(job, data, new Lazy<float[][]>(inputs), null).Try(fold, folder, CancellationToken.None);
            trained.Answers.Count.ShouldBe(fold.Test.Length);
            return [.. trained.Answers.SelectMany(a => a.Probabilities)];
        }
    }

    [Fact]
    public void A_speaker_is_normalised_by_originals_alone_and_copies_with_them()
    {
        Utterance[] utterances = [Of("a"), Of("b"), Of("a")];
        float[][] rows = [[1], [5], [3], [100], [7], [2]];
        var normalised = SpeakerNormalisation.Of(utterances, rows, 1);
        normalised.Select(r => r[0]).ShouldBe([-1, 0, 1, 98, 2, 0]);
        rows[0][0].ShouldBe(1);

        static Utterance Of(string speaker) =>
            new() { Path = "x", RelativePath = "x", Emotion = "sad", Speaker = speaker, Corpus = "c" };
    }

    private float[][] Features(IReadOnlyList<Utterance> utterances, int seed, string cache, int threads)
    {
        var plan = Knn.Training.Copies!;
        var copies = new UtteranceCopies(plan, ClipAugmentation.Open(plan.Stages), seed);
        return new FeatureTable(new FeatureCache(Path.Combine(_folder, cache)), new AudioBytes(), threads)
            .Compute(utterances, Knn, copies, null, CancellationToken.None);
    }

    private IReadOnlyList<Utterance> Corpus()
    {
        var corpus = Path.Combine(_folder, "corpus");
        if (!Directory.Exists(corpus)) SyntheticCorpus.Write(corpus, new SyntheticCorpusOptions { Speakers = 2 });
        return [.. CorpusCollection.Read([corpus]).Utterances.Where(u => u.Emotion is "neutral" or "angry")];
    }
}
