using Undertone.Recognition.Emotions;

namespace Undertone.Recognition.Tests.Emotions;

public sealed class LabelSetTests
{
    [Fact]
    public void Named_sets_are_those_of_the_field()
    {
        LabelSet.Parse("ravdess8").ShouldBe(["neutral", "calm", "happy", "sad", "angry", "fearful", "disgust", "surprised"]);
        LabelSet.Parse("common7").ShouldBe(["neutral", "happy", "sad", "angry", "fearful", "disgust", "surprised"]);
        LabelSet.Parse("common6").ShouldBe(["neutral", "happy", "sad", "angry", "fearful", "disgust"]);
        LabelSet.Parse("common6, bored").ShouldBe(["neutral", "happy", "sad", "angry", "fearful", "disgust", "bored"]);
        Should.Throw<ArgumentException>(() => LabelSet.Parse("common6,happy")).Message.ShouldContain("'happy' occurs twice");
    }

    [Fact]
    public void Calm_counts_as_neutral_only_where_the_set_lacks_it()
    {
        LabelSet.Common7.Map("calm").ShouldBe(LabelSet.Common7.IndexOf("neutral"));
        LabelSet.Ravdess8.Map("calm").ShouldBe(1);
        LabelSet.Common7.Map("bored").ShouldBe(-1);
        new LabelSet(["stressed", "relaxed"]).Map("calm").ShouldBe(-1);
    }

    [Fact]
    public void The_set_of_some_data_follows_the_fields_order_and_then_the_alphabet() =>
        LabelSet.Of(["zeal", "sad", "angry", "neutral", "sad", "awe"]).ShouldBe(["neutral", "sad", "angry", "awe", "zeal"]);

    [Theory]
    [InlineData("common9")]
    [InlineData("a,a")]
    [InlineData("a,")]
    [InlineData("")]
    public void What_is_no_set_is_refused(string text) => Should.Throw<ArgumentException>(() => LabelSet.Parse(text));
}
