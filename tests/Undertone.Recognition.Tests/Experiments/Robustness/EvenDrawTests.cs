using Undertone.Recognition.Corpora;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Experiments.Robustness;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Tests.Experiments.Robustness;

public class EvenDrawTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(12)]
    [InlineData(60)]
    [InlineData(119)]
    public void Emotions_and_speakers_are_drawn_as_evenly_as_they_can_be(int most)
    {
        // Three emotions of 60, 40 and 20 utterances, by four speakers each.
        var data = Data((0, 60), (1, 40), (2, 20));
        var drawn = EvenDraw.Of(data, most, 5);
        drawn.Length.ShouldBe(most);
        drawn.ShouldBe(drawn.Distinct().Order());
        var byEmotion = new[] { 0, 1, 2 }.Select(e => drawn.Count(i => data.Targets[i] == e)).ToArray();
        int[] there = [60, 40, 20];
        for (var e = 0; e < 3; e++)
            (byEmotion[e] == there[e] || byEmotion[e] >= byEmotion.Max() - 1).ShouldBeTrue(string.Join(", ", byEmotion));
        var bySpeaker = drawn.GroupBy(i => data.Utterances[i].SpeakerKey).Select(g => g.Count()).ToArray();
        if (most >= 12) (bySpeaker.Max() - bySpeaker.Min()).ShouldBeLessThanOrEqualTo(1, string.Join(", ", bySpeaker));
    }

    [Theory]
    [InlineData(120)]
    [InlineData(121)]
    [InlineData(int.MaxValue)]
    public void All_are_drawn_where_no_fewer_are_asked_for(int most)
    {
        var data = Data((0, 60), (1, 40), (2, 20));
        EvenDraw.Of(data, most, 1).ShouldBe(Enumerable.Range(0, 120));
    }

    [Fact]
    public void The_seed_chooses()
    {
        var data = Data((0, 60), (1, 60));
        EvenDraw.Of(data, 20, 1).ShouldBe(EvenDraw.Of(data, 20, 1));
        EvenDraw.Of(data, 20, 1).ShouldNotBe(EvenDraw.Of(data, 20, 2));
    }

    private static TrainingData Data(params (int Emotion, int Count)[] parts)
    {
        var labels = LabelSet.Common7;
        var targets = parts.SelectMany(p => Enumerable.Repeat(p.Emotion, p.Count)).ToArray();
        var utterances = targets.Select((t, i) => new Utterance
        {
            Path = $"/{i}.wav",
            RelativePath = $"{i}.wav",
            Emotion = labels[t],
            Speaker = $"{i % 4}",
            Corpus = "c",
        });
        return new TrainingData(labels, [.. utterances], targets, new Dictionary<string, int>());
    }
}
