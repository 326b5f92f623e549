using Undertone.Recognition.Corpora;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Tests.Training;

public sealed class PartSamplesTests
{
    private static readonly LabelSet Labels = new(["a", "b", "c", "d"]);

    [Fact]
    public void The_labels_of_a_corpus_are_those_of_its_training_part()
    {
        // The last utterance is in no part of the fold, so that its label is none of the corpus's.
        var data = Data("x a", "x b", "y b", "y c", "y c", "x d");
        var samples = new PartSamples(new TrainingPlan { MaskMissingLabels = true }, data, Fold([0, 1, 2, 3, 4]), []);
        samples.ToLearn([0, 2, 3, 2], Inputs(4), null).Possible.ShouldBe([0b0011UL, 0b0110UL, 0b0110UL, 0b0110UL]);
        samples.ToWatch([1, 4], Inputs(2))!.Possible.ShouldBe([0b0011UL, 0b0110UL]);
        samples.ToWatch([], []).ShouldBeNull();
        new PartSamples(new TrainingPlan(), data, Fold([0, 1]), []).ToLearn([0, 1], Inputs(2), null).Possible.ShouldBeNull();
    }

    [Fact]
    public void Every_corpus_weighs_the_same_and_a_sample_1_in_the_mean()
    {
        var data = Data("x a", "x b", "x c", "x d", "x a", "y b", "y c", "z a", "z b");
        int[] chosen = [0, 1, 2, 3, 4, 5, 6, 7, 8, 8];
        var set = new PartSamples(new TrainingPlan { BalancedCorpusWeights = true }, data, Fold(chosen), [])
            .ToLearn(chosen, Inputs(10), null);
        var sums = chosen.Zip(set.Weights!).GroupBy(p => data.Utterances[p.First].Corpus).Select(g => g.Sum(p => p.Second)).ToArray();
        sums.Length.ShouldBe(3);
        sums.ShouldAllBe(s => Math.Abs(s - 10f / 3) < 1e-5);
        set.Weights!.Distinct().Count().ShouldBe(3);
        new PartSamples(new TrainingPlan(), data, Fold(chosen), []).ToLearn(chosen, Inputs(10), null).Weights.ShouldBeNull();
    }

    [Theory]
    [InlineData(SamplingMode.None, false, false)]
    [InlineData(SamplingMode.OverSample, false, false)]
    [InlineData(SamplingMode.BalancedCorpora, true, false)]
    [InlineData(SamplingMode.BalancedCorporaAndClasses, true, true)]
    public void Batches_draw_from_corpora_where_the_recipe_says_so(SamplingMode sampling, bool corpora, bool classes)
    {
        var data = Data("x a", "y b", "x c");
        var set = new PartSamples(new TrainingPlan { Sampling = sampling }, data, Fold([0, 1, 2]), []).ToLearn([2, 1], Inputs(2), null);
        set.Labels.ShouldBe([2, 1]);
        set.Groups.ShouldBe(corpora ? ["x", "y"] : null);
        set.BalanceClasses.ShouldBe(classes);
    }

    [Fact]
    public void Votes_are_learnt_where_the_recipe_says_so_and_the_label_where_there_are_none()
    {
        var data = Data("x a", "x b", "y d");
        EmotionVotes votes = new([new("a", 3), new("c", 1), new("other", 4)]), others = new([new("other", 4)]);
        var (first, second) = (data.Utterances[0] with { Votes = votes }, data.Utterances[1] with { Votes = others });
        data = data with { Utterances = [first, second, data.Utterances[2]] };
        var plan = new TrainingPlan { LearnsVotes = true, MaskMissingLabels = true };
        var samples = new PartSamples(plan, data, Fold([0, 1, 2]), []);
        var set = samples.ToLearn([2, 0, 1], Inputs(3), null);
        set.SoftLabels.ShouldBe([[0, 0, 0, 1], [0.75f, 0, 0.25f, 0], [0, 1, 0, 0]]);
        set.Labels.ShouldBe([3, 0, 1]);
        set.Possible.ShouldBe([0b1000UL, 0b0111UL, 0b0111UL]);
        samples.ToWatch([0], Inputs(1))!.SoftLabels.ShouldBe([[0.75f, 0, 0.25f, 0]]);
        new PartSamples(new TrainingPlan(), data, Fold([0, 1]), []).ToLearn([0, 1], Inputs(2), null).SoftLabels.ShouldBeNull();
        Should.Throw<RecipeException>(() => samples.ToLearn([1, 2], Inputs(2), null)).Place.ShouldBe("training.labels");
    }

    [Fact]
    public void A_teacher_s_answer_is_mixed_with_the_votes()
    {
        var data = Data("x a") with { Teach = (_, _) => [[0, 0, 0, 1]] };
        data = data with { Utterances = [data.Utterances[0] with { Votes = new EmotionVotes([new("a", 1), new("b", 1)]) }] };
        var teacher = new DistillationPlan { Model = "m", Weight = 0.5, Temperature = 1 };
        var plan = new TrainingPlan { LearnsVotes = true, Distillation = teacher };
        new PartSamples(plan, data, Fold([0]), []).ToLearn([0], Inputs(1), null).SoftLabels.ShouldBe([[0.25f, 0.25f, 0, 0.5f]]);
    }

    private static float[][] Inputs(int count) => [.. Enumerable.Range(0, count).Select(_ => new float[1])];

    private static TrainingData Data(params string[] corpusAndEmotion) => TrainingData.Map(
        [
            .. corpusAndEmotion.Select((word, i) => new Utterance
            {
                Path = $"/{i}.wav",
                RelativePath = $"{i}.wav",
                Corpus = word[..1],
                Emotion = word[2..],
                Speaker = "1",
            }),
        ],
        Labels, [], null);

    private static FoldPlan Fold(int[] train) => new(1, train, [], []);
}
