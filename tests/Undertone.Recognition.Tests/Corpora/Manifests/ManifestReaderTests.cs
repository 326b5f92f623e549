using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Collections;

namespace Undertone.Recognition.Tests.Corpora.Manifests;

public sealed class ManifestReaderTests
{
    private static (string, string, string, string, string?, string?) Facts(Utterance u) =>
        (u.RelativePath, u.Emotion, u.Speaker, u.Corpus, u.Language, u.Sex);

    [Fact]
    public void A_manifest_speaks_for_its_whole_folder_and_other_columns_are_passed_over()
    {
        using var corpus = new TemporaryCorpus().With("a/1.wav", "Actor_01/03-01-01-01-01-01-01.wav").WithText("manifest.csv",
            "path,corpus,emotion,speaker,language,seconds,gender\na/1.wav,mine,Joyful,\"x, y\",en,1.5,F\n");
        Facts(corpus.Read().Utterances.ShouldHaveSingleItem()).ShouldBe(("a/1.wav", "joyful", "x, y", "mine", "en", "female"));
    }

    [Theory]
    [InlineData("path;emotion;speaker\r\n1.wav;Anger;7\r\n\r\n")]
    [InlineData("\uFEFFPath\tEmotion\tSpeaker\n1.wav\tANGRY\t7")]
    [InlineData("emotion,path,speaker,gender\n angry , 1.wav , 7 ,\n")]
    public void Excel_s_separators_line_ends_marks_and_spaces_are_understood(string text)
    {
        using var corpus = new TemporaryCorpus().With("1.wav").WithText("manifest.csv", text);
        Facts(corpus.Read().Utterances.ShouldHaveSingleItem())
            .ShouldBe(("1.wav", "angry", "7", Path.GetFileName(corpus.Root).ToLowerInvariant(), null, null));
    }

    [Fact]
    public void Json_lines_are_read_with_numbers_as_text()
    {
        using var corpus = new TemporaryCorpus().With("a/1.wav", "a/2.wav").WithText("manifest.jsonl",
            "{\"path\":\"a/1.wav\",\"emotion\":\"stressed\",\"speaker\":12,\"corpus\":\"RAVDESS\",\"gender\":\"male\",\"tags\":[1]}\n\n"
                + "{\"path\":\"a/2.wav\",\"emotion\":\"at ease\",\"speaker\":\"12\",\"corpus\":null}\n");
        corpus.Read().Utterances.Select(Facts).ShouldBe([
            ("a/2.wav", "at ease", "12", nameof(Json_lines_are_read_with_numbers_as_text).ToLowerInvariant(), null, null),
            ("a/1.wav", "stressed", "12", "ravdess", null, "male")]);
    }

    [Fact]
    public void Paths_may_be_absolute_or_written_on_windows()
    {
        using var corpus = new TemporaryCorpus().With("sub/1.wav", "sub/2.wav");
        corpus.WithText("lists/mine.csv", $"path,emotion,speaker\n..\\sub\\1.wav,sad,a\n\"{corpus["sub/2.wav"]}\",sad,b\n");
        var read = CorpusCollection.Read([corpus["lists/mine.csv"]]);
        read.Problems.ShouldBeEmpty();
        read.Utterances.Select(u => (u.Path, u.RelativePath))
            .ShouldBe([(corpus["sub/1.wav"], "../sub/1.wav"), (corpus["sub/2.wav"], "../sub/2.wav")]);
    }

    [Fact]
    public void A_manifest_in_a_sub_folder_stands_beside_other_corpora()
    {
        using var corpus = new TemporaryCorpus().With("Ravdess/03-01-05-01-01-01-01.wav", "Mine/clips/1.wav")
            .WithText("Mine/manifest.csv", "path,emotion,speaker\nclips/1.wav,bored,z\n");
        corpus.Read().Utterances.Select(Facts).ShouldBe([
            ("Mine/clips/1.wav", "bored", "z", "mine", null, null),
                ("Ravdess/03-01-05-01-01-01-01.wav", "angry", "01", "ravdess", "en", "male")]);
    }

    [Fact]
    public void A_missing_file_and_a_file_listed_twice_are_problems_that_name_the_line()
    {
        using var corpus = new TemporaryCorpus().With("1.wav")
            .WithText("manifest.csv", "path,emotion,speaker\n1.wav,sad,a\ngone.wav,sad,a\n./1.wav,happy,a\n");
        var read = corpus.Read();
        read.Utterances.ShouldHaveSingleItem().Emotion.ShouldBe("sad");
        read.Problems.Select(p => (Path.GetFileName(p.File), p.Reason))
            .ShouldBe([("1.wav", ProblemReason.Duplicate), ("gone.wav", ProblemReason.Unreadable)]);
        read.Problems[0].Detail.ShouldContain("Line 4 of");
        read.Problems[0].Detail.ShouldContain("line 2");
    }

    [Fact]
    public void An_empty_speaker_is_unknown_and_that_is_said()
    {
        using var corpus = new TemporaryCorpus().With("1.wav").WithText("manifest.csv", "path,emotion,speaker\n1.wav,sad,\n");
        var read = corpus.Read();
        read.Utterances.ShouldHaveSingleItem().Speaker.ShouldBe(Utterance.UnknownSpeaker);
        read.Corpora.ShouldHaveSingleItem().Speakers.ShouldBe(0);
        read.Warnings.ShouldHaveSingleItem().ShouldContain("unknown");
    }

    [Theory]
    [InlineData("csv", "", null, "empty")]
    [InlineData("csv", "path,label\n1.wav,sad\n", 1, "speaker")]
    [InlineData("csv", "path,emotion,speaker\n1.wav,sad,a\n1.wav\n", 3, "1 of 3 columns")]
    [InlineData("csv", "path,emotion,speaker\n1.wav,,a\n", 2, "'emotion' is missing or empty")]
    [InlineData("csv", "path,emotion,speaker,gender\n1.wav,sad,a,x7\n", 2, "'x7'")]
    [InlineData("jsonl", "{\"path\":\"1.wav\",\"emotion\":\"sad\",\"speaker\":\"a\"}\n{\"path\":", 2, "not JSON")]
    [InlineData("jsonl", "[1]", 1, "not a JSON object")]
    [InlineData("jsonl", "\n{\"emotion\":\"sad\",\"speaker\":\"a\"}", 2, "'path' is missing or empty")]
    [InlineData("jsonl", "{\"path\":\"1.wav\",\"emotion\":{},\"speaker\":\"a\"}", 1, "'emotion' is neither text nor a number")]
    public void A_malformed_manifest_is_refused_with_its_line(string suffix, string text, int? line, string fault)
    {
        using var corpus = new TemporaryCorpus().With("1.wav").WithText("manifest." + suffix, text);
        var error = Should.Throw<CorpusException>(() => corpus.Read());
        error.File.ShouldBe(corpus["manifest." + suffix]);
        error.Line.ShouldBe(line);
        error.Message.ShouldContain(fault);
        error.Message.ShouldStartWith(corpus["manifest." + suffix] + (line is null ? ": " : $":{line}: "));
    }

    [Fact]
    public void Whatever_bytes_a_manifest_holds_it_is_read_or_refused_as_a_manifest()
    {
        var random = new Random(20240611);
        using var corpus = new TemporaryCorpus().With("1.wav", "a/2.wav");
        byte[][] whole =
        [
            "path,emotion,speaker,gender\n1.wav,sad,a,f\n\"a/2.wav\",\"hap\"\"py\",\"b,c\",male\n"u8.ToArray(),
            [
                .. "{\"path\":\"1.wav\",\"emotion\":\"sad\",\"speaker\":1}\n"u8,
                .. "{\"path\":\"a/2.wav\",\"emotion\":\"x\",\"speaker\":\"\\u0041\",\"gender\":null}\n"u8,
            ],
        ];
        var (read, refused) = (0, 0);
        for (var round = 0; round < 1500; round++)
        {
            var bytes = (byte[])whole[round % 2].Clone();
            for (var change = random.Next(1, 8); change > 0; change--)
            {
                var at = random.Next(bytes.Length);
                bytes = random.Next(4) switch
                {
                    0 => [.. bytes[..at], (byte)random.Next(256), .. bytes[at..]],
                    1 when bytes.Length > 1 => [.. bytes[..at], .. bytes[(at + 1)..]],
                    2 => [.. bytes[..at], .. bytes[at..], .. bytes[at..]],
                    _ => [.. bytes[..at], (byte)random.Next(256), .. bytes[(at + 1)..]],
                };
            }

            var manifest = round % 2 == 0 ? "lists/m.csv" : "lists/m.jsonl";
            corpus.WithBytes(manifest, bytes);
            try
            {
                CorpusCollection.Read([corpus[manifest]], new CorpusReadOptions { Threads = 1 });
                read++;
            }
            catch (CorpusException e)
            {
                e.File.ShouldBe(corpus[manifest]);
                refused++;
            }
        }

        read.ShouldBeGreaterThan(100);
        refused.ShouldBeGreaterThan(100);
    }
}
