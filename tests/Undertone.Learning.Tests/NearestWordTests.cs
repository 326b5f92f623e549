using Undertone.Words;

namespace Undertone.Learning.Tests;

public sealed class NearestWordTests
{
    [Theory]
    [InlineData("hapy", "angry,happy,sad", "happy")]
    [InlineData("Sad", "angry,happy,sad", "sad")]
    [InlineData("anrgy", "angry,happy,sad", "angry")]
    [InlineData("x/1.wav", "w/2.wav,w/1.wav", "w/1.wav")]
    [InlineData("bored", "angry,happy,sad", null)]
    [InlineData("", "angry", null)]
    [InlineData("angry", "", null)]
    public void The_word_with_the_fewest_changes_is_meant(string word, string candidates, string? expected) =>
        NearestWord.To(word, candidates.Split(',', StringSplitOptions.RemoveEmptyEntries)).ShouldBe(expected);
}
