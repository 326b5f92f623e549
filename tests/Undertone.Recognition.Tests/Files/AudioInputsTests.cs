using System.Diagnostics;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Tests.Files;

public sealed class AudioInputsTests
{
    private static string[] Names(TemporaryFolder folder, AudioInputs inputs) =>
        [.. inputs.Files.Select(f => Path.GetRelativePath(folder.Root, f).Replace('\\', '/'))];

    [Theory]
    [InlineData("*.wav", "a.wav")]
    [InlineData("**/*.wav", "a.wav b [1]/c.wav s/1/d.wav s/2/d.wav")]
    [InlineData("s/*/d.wav", "s/1/d.wav s/2/d.wav")]
    [InlineData("s/[12]/*", "s/1/d.wav s/2/d.wav")]
    [InlineData("s/[2-9]/*.wav", "s/2/d.wav")]
    [InlineData("b [1]/*", "b [1]/c.wav")]
    [InlineData("b [1]/c.wav", "b [1]/c.wav")]
    [InlineData("b*/c.*", "b [1]/c.wav")]
    [InlineData("s/1/*.txt", "s/1/n.txt")]
    [InlineData("s/1/?.wav", "s/1/d.wav")]
    public void Patterns_find_files_in_ordinal_order(string word, string expected)
    {
        using var folder = new TemporaryFolder()
            .With("a.wav", "b [1]/c.wav", "s/1/d.wav", "s/2/d.wav", "s/1/n.txt", "notes.md", "s/.x/d.wav");
        var found = AudioInputs.Expand(folder[word], recursive: false);
        string.Join(' ', Names(folder, found)).ShouldBe(expected);
        found.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void What_gives_nothing_says_why()
    {
        using var folder = new TemporaryFolder().With("a.wav", "sub/b.wav", "docs/n.txt");
        AudioInputs.Expand(folder["*.flac"], false).Problems.ShouldHaveSingleItem().Code.ShouldBe("no-audio");
        AudioInputs.Expand(folder["none/*.wav"], false).Problems.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(p => p.Code.ShouldBe("not-found"), p => p.Fault.ShouldContain("none"));
        var docs = AudioInputs.Expand(folder["docs"], false);
        docs.Problems.ShouldHaveSingleItem().Fault.ShouldContain("--recursive");
        docs.PassedOver.ShouldBe("1 file passed over: .txt 1");
        AudioInputs.Expand(folder["*"], true).PassedOver.ShouldBe("1 file passed over: .txt 1");
        Names(folder, AudioInputs.Expand(folder["*.wav"], true)).ShouldBe(["a.wav", "sub/b.wav"]);
        Names(folder, AudioInputs.Expand(folder.Root, false)).ShouldBe(["a.wav"]);
        Names(folder, AudioInputs.Expand(folder.Root, true)).ShouldBe(["a.wav", "sub/b.wav"]);
        AudioInputs.Expand("-", false).Files.ShouldBe(["-"]);
        AudioInputs.Expand(folder["missing.wav"], false).Files.ShouldBe([folder["missing.wav"]],
            "whoever opens it says that it is not there");
        AudioInputs.Expand("", false).Problems.ShouldHaveSingleItem().Code.ShouldBe("not-found");
    }

    [UnixFact]
    public void A_named_pipe_is_refused_with_a_remedy_also_by_its_own_name()
    {
        using var folder = new TemporaryFolder();
        using (var make = Process.Start("mkfifo", [folder["p.wav"]])) make.WaitForExit();
        AudioInputs.Expand(folder["p.wav"], false).Problems.ShouldHaveSingleItem().Fault.ShouldContain("standard input");
        AudioInputs.Expand(folder.Root, false).Problems.ShouldHaveSingleItem().Path.ShouldBe(folder["p.wav"]);
    }

    [UnixFact]
    public void Names_meet_in_either_form_of_accented_letters()
    {
        using var folder = new TemporaryFolder().With("fu\u0308r/Ze\u0301.wav", "né.wav");
        if (!File.Exists(folder["für/Zé.wav"]))
            Names(folder, AudioInputs.Expand(folder["für/Zé.wav"], false)).ShouldBe(["fu\u0308r/Ze\u0301.wav"]);
        if (!File.Exists(folder["ne\u0301.wav"])) Names(folder, AudioInputs.Expand(folder["ne\u0301.wav"], false)).ShouldBe(["né.wav"]);
        AudioInputs.Expand(folder["FÜR/*.wav"], false).Problems.ShouldNotBeEmpty("case counts in what has no wildcard");
        Names(folder, AudioInputs.Expand(folder["f?r/ZÉ*"], false)).ShouldBe(["fu\u0308r/Ze\u0301.wav"]);
    }
}
