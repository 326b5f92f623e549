using Undertone.Recognition.Corpora;
using Undertone.Recognition.Evaluation;

namespace Undertone.Recognition.Tests.Evaluation;

public sealed class SpeakerOverlapTests
{
    [Theory]
    [InlineData("a/1 a/2", "a/3", true)]
    [InlineData("a/1 a/2", "a/2 a/3", false)]
    [InlineData("a/1 a/2", "b/1", true)]
    [InlineData("a/1", "a/unknown", null)]
    [InlineData("a/1", "b/unknown", null)]
    [InlineData("a/unknown", "a/1", null)]
    [InlineData("a/unknown", "b/1", true)]
    [InlineData("a/unknown", "a/unknown", null)]
    [InlineData("a/1 a/unknown", "a/1 a/unknown", false)]
    public void Speakers_tell_whether_a_test_is_independent(string trained, string tested, bool? expected) =>
        SpeakerOverlap.IsIndependent(trained.Split(' '), Utterances(tested)).ShouldBe(expected);

    [Fact]
    public void A_random_split_of_speakers_without_names_is_neither_independent_nor_not_and_warns()
    {
        var utterances = Enumerable.Repeat("a/unknown", 20).SelectMany(Utterances).ToArray();
        var plan = ProtocolPlan.Create(ProtocolSpec.Random(), utterances, [.. utterances.Select((_, i) => i % 2)], 5, 0, null);
        plan.Protocol.SpeakerIndependent.ShouldBeNull();
        plan.Protocol.ToJson().ToJsonString().ShouldContain("\"speakerIndependent\":null");
        plan.Protocol.Warning.ShouldNotBeNull().ShouldContain("may be inflated");
        plan.Protocol.Describe().ShouldContain("does not name its speakers");
    }

    private static Utterance[] Utterances(string keys) => Array.ConvertAll(keys.Split(' '), key => new Utterance
    {
        Path = "/x.wav",
        RelativePath = "x.wav",
        Emotion = "happy",
        Corpus = key.Split('/')[0],
        Speaker = key.Split('/')[1],
    });
}
