using System.Text.RegularExpressions;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Tests.Files;

public sealed class PatternTests
{
    [Theory]
    [InlineData("*.wav", "a.wav b.WAV .wav", "a.wave wav")]
    [InlineData("take[12].wav", "take1.wav take2.wav", "take3.wav take12.wav take[12].wav")]
    [InlineData("take[!12].wav", "take3.wav takeX.wav", "take1.wav take2.wav")]
    [InlineData("take[^1-8].wav", "take9.wav", "take1.wav take5.wav")]
    [InlineData("[a-c0]*", "b apple 0x", "d 1x")]
    [InlineData("x[", "x[", "x")]
    [InlineData("x[]]", "x]", "x[ x")]
    [InlineData("x[!]]", "xa", "x]")]
    [InlineData("[a-]", "a -", "b")]
    [InlineData("f?r", "für fu\u0308r fxr", "fr fuer")]
    [InlineData("fü*", "fu\u0308r für FÜR", "fur")]
    [InlineData("a**b", "ab axxb", "a")]
    [InlineData("?", "ä 한 \u1112\u1161\u11ab", "ab")]
    public void A_name_pattern_means_what_shells_mean_by_it(string pattern, string names, string others)
    {
        foreach (var name in names.Split(' ')) new NamePattern(pattern).Matches(name).ShouldBeTrue(name);
        foreach (var name in others.Split(' ')) new NamePattern(pattern).Matches(name).ShouldBeFalse(name);
    }

    [Fact]
    public void Random_patterns_agree_with_regular_expressions()
    {
        var random = new Random(7);
        string[] pieces = ["*", "?", "a", "b", "[ab]", "[!a]", "[a-b]", ".", "-"];
        for (var round = 0; round < 3000; round++)
        {
            var pattern = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => pieces[random.Next(pieces.Length)]));
            var name = string.Concat(Enumerable.Range(0, random.Next(0, 7)).Select(_ => "ab.-"[random.Next(4)]));
            var oracle = "^" + Regex.Replace(pattern, @"\*|\?|\[[^]]*\]|.", m => m.Value switch
            {
                "*" => ".*",
                "?" => ".",
                ['[', '!', ..] => "[^" + m.Value[2..],
                ['[', ..] => m.Value,
                _ => Regex.Escape(m.Value),
            }) + "$";
            new NamePattern(pattern).Matches(name).ShouldBe(Regex.IsMatch(name, oracle), $"{pattern} {name}");
        }
    }

    [Theory]
    [InlineData("**/*.wav", false, "a.wav b/c.wav b/d/e.wav", "a.txt")]
    [InlineData("*/*.wav", false, "b/c.wav", "a.wav b/d/e.wav")]
    [InlineData("b/**/e.wav", false, "b/d/e.wav b/e.wav", "e.wav c/e.wav")]
    [InlineData("b/**", false, "b/c.wav b/d/e.wav", "a.wav")]
    [InlineData("*.wav", true, "a.wav b/c.wav b/d/e.wav", "a.txt")]
    [InlineData("[bc]/**/x?.wav", false, "b/x1.wav c/q/r/x2.wav", "a/x1.wav b/x.wav")]
    public void A_path_pattern_has_wildcards_in_any_part(string text, bool recursive, string paths, string others)
    {
        var pattern = PathPattern.Parse(text, recursive);
        string Below(string path) => pattern.Folder.Length == 0 ? path : Path.GetRelativePath(pattern.Folder, path);
        foreach (var path in paths.Split(' '))
        {
            pattern.Matches(Below(path)).ShouldBeTrue(path);
            for (var folder = Path.GetDirectoryName(Below(path))!; folder.Length > 0; folder = Path.GetDirectoryName(folder)!)
                pattern.MayMatchBelow(folder).ShouldBeTrue(folder);
        }

        foreach (var path in others.Split(' '))
            (!Below(path).StartsWith("..", StringComparison.Ordinal) && pattern.Matches(Below(path))).ShouldBeFalse(path);
    }

    [Theory]
    [InlineData("für", "fu\u0308r")]
    [InlineData("한국", "\u1112\u1161\u11ab\u1100\u116e\u11a8")]
    [InlineData("ệ", "e\u0302\u0323")]
    [InlineData("ệ", "ẹ\u0302")]
    [InlineData("Å", "\u212B")]
    [InlineData("ΐ", "\u03b9\u0308\u0301")]
    public void Names_in_both_forms_meet(string one, string other)
    {
        NameForm.Key(one).ShouldBe(NameForm.Key(other));
        NameForm.Letters(one).Count.ShouldBe(NameForm.Letters(other).Count);
        NameForm.Key(one).ShouldNotBe(NameForm.Key(one + "\u0301"));
        NameForm.Key(one).ShouldNotBe(NameForm.Key(one.ToUpperInvariant() + "x"));
    }
}
