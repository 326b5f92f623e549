using System.Text;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Collections;

namespace Undertone.Recognition.Tests.Corpora.Manifests;

public sealed class StrictManifestTests
{
    private const string Header = "path,emotion,speaker\n";

    [Theory]
    [InlineData(Header + "1.wav,sad, a bit,s\n", 2, "4 of 3 columns")]
    [InlineData(Header + "1.wav,sad,\"s\n2.wav,sad,t\n", 2, "never closed")]
    [InlineData(Header + "1.wav,0.47,s\n", 2, "'0.47' is a number")]
    [InlineData(Header + "1.wav,3,s\n", 2, "'3' is a number")]
    [InlineData(Header + "1.wav,\"0,5\",s\n", 2, "'0,5' is a number")]
    [InlineData(Header + "1.wav,-1e-3,s\n", 2, "is a number")]
    [InlineData(Header + "1.wav,nan,s\n", 2, "is a number")]
    [InlineData(Header + "1.wav,40%,s\n", 2, "is a number")]
    [InlineData("path,emotion\n1.wav,sad\n", 1, "speaker are missing")]
    [InlineData("path,emotion,speaker,Speaker\n1.wav,sad,a,b\n", 1, "'speaker' stands there twice")]
    [InlineData("path,emotion,speaker,sex,gender\n1.wav,sad,a,f,m\n", 2, "keep one column")]
    [InlineData("path,emotion,speaker,start,end\n1.wav,sad,a,1,1\n", 2, "not after its start")]
    [InlineData("path,emotion,speaker,start,end\n1.wav,sad,a,2,1\n", 2, "not after its start")]
    [InlineData("path,emotion,speaker,start,end\n1.wav,sad,a,-1,1\n", 2, "'start' is '-1'")]
    [InlineData("path,emotion,speaker,start,end\n1.wav,sad,a,0:01,1\n", 2, "'start' is '0:01'")]
    [InlineData("path,emotion,speaker,start,end\n1.wav,sad,a,0,NaN\n", 2, "'end' is 'NaN'")]
    [InlineData("path,emotion,speaker,start,end\n1.wav,sad,a,0,1e300\n", 2, "'end' is '1e300'")]
    [InlineData("path;emotion;speaker;end\n1.wav;sad;a;1,5\n", 2, "'end' is '1,5'")]
    [InlineData("path,emotion,speaker,end\n1.wav,sad,a,0\n", 2, "not after its start")]
    [InlineData(Header, null, "")]
    public void A_row_that_means_nothing_is_refused_with_its_line_and_a_remedy(string text, int? line, string fault) =>
        Refused("csv", text, line, fault);

    [Theory]
    [InlineData("{\"path\":\"1.wav\",\"emotion\":\"sad\",\"speaker\":\"a\",\"speaker\":\"b\"}", 1, "'speaker' stands there twice")]
    [InlineData("{\"path\":\"1.wav\",\"emotion\":\"sad\",\"speaker\":\"a\",\"Path\":\"b\"}", 1, "'path' stands there twice")]
    [InlineData("{\"path\":7,\"emotion\":\"sad\",\"speaker\":\"a\"}", 1, "'path' is a number")]
    [InlineData("{\"path\":\"1.wav\",\"emotion\":0.4,\"speaker\":\"a\"}", 1, "'0.4' is a number")]
    [InlineData("{\"path\":\"1.wav\",\"emotion\":true,\"speaker\":\"a\"}", 1, "'emotion' is neither text nor a number")]
    [InlineData("{\"path\":[\"1.wav\"],\"emotion\":\"sad\",\"speaker\":\"a\"}", 1, "'path' is neither text nor a number")]
    [InlineData("{\"path\":null,\"emotion\":\"sad\",\"speaker\":\"a\"}", 1, "'path' is missing or empty")]
    [InlineData("{\"path\":\"1.wav\",\"emotion\":\"sad\",\"speaker\":\"a\",\"start\":\"0\"}", 1, "'start' is text")]
    [InlineData("{\"path\":\"1.wav\",\"emotion\":\"sad\",\"speaker\":\"a\",\"end\":-2}", 1, "'end' is '-2'")]
    [InlineData("{\"path\":\"1.wav\",\"emotion\":\"sad\",\"speaker\":\"\\ud800\"}", 1, "half a character")]
    [InlineData("{\"path\":\"1.wav\",\"emotion\":\"sad\",\"speaker\":\"a\"} {}", 1, "not JSON")]
    [InlineData("\n\"path\"\n", 2, "not a JSON object")]
    [InlineData("null", 1, "not a JSON object")]
    [InlineData("{\"path\":\"a\\u0000.wav\",\"emotion\":\"sad\",\"speaker\":\"a\"}", 1, "NUL")]
    [InlineData("", null, "empty")]
    public void A_json_line_is_read_as_strictly(string text, int? line, string fault) => Refused("jsonl", text, line, fault);

    private static void Refused(string suffix, string text, int? line, string fault)
    {
        using var corpus = new TemporaryCorpus().With("1.wav", "2.wav")
            .WithText("lists/m." + suffix, text.Replace("\"1.wav", "\"../1.wav", StringComparison.Ordinal));
        if (fault.Length == 0)
        {
            CorpusCollection.Read([corpus["lists/m." + suffix]]).Utterances.ShouldBeEmpty();
            return;
        }

        var error = Should.Throw<CorpusException>(() => CorpusCollection.Read([corpus["lists/m." + suffix]]));
        error.Message.ShouldStartWith(corpus["lists/m." + suffix] + (line is null ? ": " : $":{line}: "));
        error.Message.ShouldContain(fault);
        error.Message.ShouldNotContain("Parameter '");
        error.Message.ShouldNotContain("LineNumber");
    }

    [Fact]
    public void Rows_without_content_and_columns_without_meaning_are_told_once()
    {
        using var corpus = new TemporaryCorpus().With("1.wav", "2.wav")
            .WithText("manifest.csv", "path,emotion,speaker,note,arousal,\n1.wav,sad,a,x,1,\n,,,,,\n2.wav,happy,b,y,2,\n,,,,,\n");
        var read = corpus.Read();
        read.Utterances.Count.ShouldBe(2);
        read.Warnings.ShouldBeEmpty();
        read.Notes.ShouldBe([
            $"{corpus["manifest.csv"]}: 2 rows without content passed over (the first: line 3).",
            $"{corpus["manifest.csv"]}: passed over: the columns note, (without a name)."]);
    }

    [Fact]
    public void Rows_that_contradict_are_told_and_the_first_counts()
    {
        using var corpus = new TemporaryCorpus().With("1.wav", "2.wav")
            .WithText("manifest.csv", Header + "1.wav,sad,a\n2.wav,sad,a\n./1.wav,happy,a\n2.wav,sad,b\n1.wav,sad,a\n");
        var read = corpus.Read();
        read.Utterances.Select(u => (u.RelativePath, u.Emotion, u.Speaker)).ShouldBe([("1.wav", "sad", "a"), ("2.wav", "sad", "a")]);
        read.Problems.Select(p => p.Detail).ShouldBe([
            $"Line 4 of {corpus["manifest.csv"]} lists the file of line 2 again, labelled happy where line 2 says sad.",
            $"Line 6 of {corpus["manifest.csv"]} lists the file of line 2 again.",
            $"Line 5 of {corpus["manifest.csv"]} lists the file of line 3 again; the speakers differ too "
                + $"({read.Utterances[0].Corpus}/a and {read.Utterances[0].Corpus}/b)."]);
        read.Warnings.ShouldHaveSingleItem()
            .ShouldContain("2 rows contradict earlier rows of the same files, which count (the first: line 4 and line 2, 1.wav)");
    }

    [Fact]
    public void Rows_without_files_and_files_without_rows_are_counted()
    {
        using var corpus = new TemporaryCorpus().With("w/1.wav", "w/Two.wav", "w/3.wav", "deep/er/4.wav")
            .WithText("manifest.csv", Header + "w/1.wav,sad,a\nw/two.wav,sad,a\nv/1.wav,sad,a\n");
        var read = corpus.Read();
        read.Problems.Select(p => (p.Reason, p.Detail)).ShouldBe([
            (ProblemReason.Unreadable, $"There is no such file (line 4 of {corpus["manifest.csv"]})."),
            (ProblemReason.Unreadable, $"There is no such file; 'Two.wav' is there (line 3 of {corpus["manifest.csv"]}).")]);
        read.Warnings.ShouldBe([
            $"{corpus["manifest.csv"]}: 2 rows name files that are not there (the first: line 3, w/two.wav).",
            $"{corpus["manifest.csv"]}: 3 audio files are named by no row (the first: deep/er/4.wav)."]);
        corpus.WithText("w/mine.csv", Header + "1.wav,sad,a\n");
        CorpusCollection.Read([corpus["w/mine.csv"]]).Warnings.ShouldHaveSingleItem()
            .ShouldContain("2 audio files are named by no row (the first: 3.wav)");
    }

    [UnixFact]
    public void Accented_names_meet_in_either_form_and_windows_paths_are_understood()
    {
        using var corpus = new TemporaryCorpus().With("fu\u0308r/1.wav", "für2/2.wav", "a/b/3.wav");
        corpus.WithText("manifest.csv", Header + "für/1.wav,sad,a\nfu\u0308r2/2.wav,sad,b\na\\b\\3.wav,sad,c\n");
        var read = corpus.Read();
        read.Problems.ShouldBeEmpty();
        read.Warnings.ShouldBeEmpty();
        read.Utterances.Select(u => u.Path)
            .ShouldBe([corpus["a/b/3.wav"], corpus["fu\u0308r/1.wav"], corpus["für2/2.wav"]], ignoreOrder: true);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("windows-1252")]
    public void Manifests_of_every_usual_encoding_are_read(string name)
    {
        var encoding = name == "windows-1252" ? CodePagesEncodingProvider.Instance.GetEncoding(1252)! : Encoding.GetEncoding(name);
        using var corpus = new TemporaryCorpus().With("für.wav");
        corpus.WithBytes("manifest.csv",
            [.. encoding.GetPreamble(), .. encoding.GetBytes("path;emotion;speaker\r\nfür.wav;angry;Jürgen\r\n")]);
        var read = corpus.Read();
        read.Utterances.ShouldHaveSingleItem().Speaker.ShouldBe("Jürgen");
        read.Warnings.Count.ShouldBe(name == "windows-1252" ? 1 : 0);
    }
}
