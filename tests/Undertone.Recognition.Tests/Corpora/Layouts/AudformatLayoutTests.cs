using Undertone.Recognition.Corpora;
using Undertone.Recognition.Emotions;

namespace Undertone.Recognition.Tests.Corpora.Layouts;

/// <summary>Databases in audformat, imitated with files of a few samples.</summary>
public sealed class AudformatLayoutTests
{
    private const string Header = """
        name: talk
        source: https://example.org/talk
        usage: commercial
        languages: [deu]
        license: CC-BY-4.0
        schemes:
          emotion:
            dtype: str
            labels:
              A: {category: anger}
              N: neutral
              happiness: {}
          speaker:
            dtype: int
            labels: speaker
          arousal: {dtype: float, minimum: 0, maximum: 1}
        splits:
          dev: {type: dev}
        tables:
          all:
            type: segmented
            columns:
              emotion: {scheme_id: emotion, rater_id: gold}
              emotion.confidence: {scheme_id: arousal}
          files:
            type: filewise
            columns:
              who: {scheme_id: speaker}
          picked:
            type: filewise
            split_id: dev
            columns:
              emotion: {scheme_id: emotion}
        misc_tables:
          speaker:
            levels: {speaker: int}
            columns:
              gender: {scheme_id: gender}
        """;

    private static TemporaryCorpus Talk([System.Runtime.CompilerServices.CallerMemberName] string test = "") => new TemporaryCorpus(test)
        .With("wav/a.wav", "wav/b.wav", "wav/c.wav").WithText("db.yaml", Header)
        .WithText("db.speaker.csv", "speaker,gender\n3,female\n8,male\n")
        .WithText("db.files.csv", "file,who\nwav/a.wav,3\nwav/b.wav,8\n")
        .WithText("db.picked.csv", "file,emotion\nwav/b.wav,N\n");

    [Fact]
    public void Tables_say_emotions_of_parts_and_speakers_and_splits_of_files()
    {
        // Every part needs a sample: the files have five at 16 kHz.
        using var corpus = Talk().WithText("db.all.csv",
            "file,start,end,emotion,emotion.confidence\nwav/a.wav,0 days,0 days 00:00:00.0001875,A,0.5\n"
            + "wav/a.wav,0 days 00:00:00.0001875,,happiness,0.5\nwav/b.wav,0 days 00:00:00,NaT,happiness,1\n"
            + "wav/c.wav,,,,\nwav/c.wav,0 days 00:00:00,0 days 00:00:00.0002,N,\n");
        var read = corpus.Read();
        read.Utterances.Select(u => (u.RelativePath, u.StartSeconds, u.EndSeconds, u.Emotion, u.Speaker, u.Sex, u.Partition)).ShouldBe(
        [
            ("wav/a.wav", 0, 0.0001875, "angry", "3", "female", null), ("wav/a.wav", 0.0001875, null, "happy", "3", "female", null),
            ("wav/b.wav", null, null, "neutral", "8", "male", "validation"),
            ("wav/c.wav", 0, 0.0002, "neutral", "unknown", null, null),
        ]);
        read.Utterances.ShouldAllBe(u => u.Language == "de" && u.Terms!.License == "CC-BY-4.0" && u.Terms.CommercialUse);
        read.Problems.ShouldHaveSingleItem().Detail.ShouldContain("which counts");
        read.Warnings.ShouldContain(w => w.EndsWith("1 row left out (no emotion)."));
        read.Corpora.ShouldHaveSingleItem().Reader.ShouldBe("audformat");
    }

    [Fact]
    public void Several_columns_of_emotions_are_votes()
    {
        const string Votes = """
            schemes: {emotion: {dtype: str, labels: [sad, angry]}}
            tables:
              raters:
                type: filewise
                columns:
                  r1: &r {scheme_id: emotion}
                  r2: *r
                  r3: *r
            """;
        using var corpus = new TemporaryCorpus().With("a.wav", "b.wav").WithText("db.yaml", Votes)
            .WithText("db.raters.csv", "file,r1,r2,r3\na.wav,sad,angry,sad\nb.wav,sad,angry,\n");
        var read = corpus.Read();
        var only = read.Utterances.ShouldHaveSingleItem();
        (only.Emotion, only.Votes!.ToString()).ShouldBe(("sad", "sad 2, angry 1"));
        read.Warnings.ShouldContain(w => w.EndsWith("1 row left out (the raters' votes are tied)."));
    }

    [Fact]
    public void Columns_of_dimensions_are_numbers_on_the_scheme_s_scale_and_the_mean_of_several()
    {
        const string Rated = """
            schemes:
              emotion: {dtype: str, labels: [sad, angry]}
              arousal: {dtype: float, minimum: 1, maximum: 5}
              valence: {dtype: float, minimum: 1, maximum: 5}
            tables:
              words: {type: filewise, columns: {emotion: {scheme_id: emotion}}}
              numbers:
                type: filewise
                columns: {a1: {scheme_id: arousal}, a2: {scheme_id: arousal}, v: {scheme_id: valence}}
            """;
        const string Numbers = "file,a1,a2,v\na.wav,2,3,4.5\nb.wav,,5,\nc.wav,,,\n";
        using var corpus = new TemporaryCorpus().With("a.wav", "b.wav", "c.wav").WithText("db.yaml", Rated)
            .WithText("db.words.csv", "file,emotion\na.wav,sad\nb.wav,angry\nc.wav,sad\n").WithText("db.numbers.csv", Numbers);
        static EmotionDimensions? Of(double? arousal, double? valence) =>
            EmotionDimensions.OfKnown([("arousal", arousal), ("valence", valence)], 1, 5);
        corpus.Read().Utterances.Select(u => (u.Emotion, u.Dimensions)).ShouldBe(
            [("sad", Of(2.5, 4.5)), ("angry", Of(5, null)), ("sad", null)]);

        corpus.WithText("db.numbers.csv", "file,a1,a2,v\na.wav,2,much,4.5\n");
        Should.Throw<CorpusException>(() => corpus.Read()).Message.ShouldContain("much");

        // Without a table of emotions the numbers alone are the data.
        using var alone = new TemporaryCorpus().With("a.wav", "b.wav", "c.wav").WithText("db.numbers.csv", Numbers)
            .WithText("db.yaml", Rated.Replace("  words: {type: filewise, columns: {emotion: {scheme_id: emotion}}}\n", ""));
        var read = alone.Read();
        read.Utterances.Select(u => (u.Emotion, u.Dimensions)).ShouldBe(
            [(Utterance.NoEmotion, Of(2.5, 4.5)), (Utterance.NoEmotion, Of(5, null))]);
        read.Warnings.ShouldContain(w => w.EndsWith("1 row left out (no emotion)."));
    }

    [Theory]
    [InlineData("file,emotion\n../a.wav,N\n", 2, "../a.wav")]
    [InlineData("file,start,end,emotion\nwav/a.wav,soon,,N\n", 2, "soon")]
    [InlineData("file,start,end,emotion\nwav/a.wav,0 days 00:00:02,0 days 00:00:01,N\n", 2, "from 2 to 1")]
    [InlineData("file,start,end,emotion\nwav/a.wav,,999999 days 00:00:00,N\n", 2, "mend")]
    [InlineData("file,emotion\nwav/a.wav,4\n", 2, "'4'")]
    [InlineData("emotion\nN\n", 1, "file")]
    public void A_table_that_cannot_be_used_is_refused_with_its_line(string table, int line, string fault)
    {
        using var corpus = Talk().WithText("db.all.csv", table);
        var e = Should.Throw<CorpusException>(() => corpus.Read());
        (e.File, e.Line).ShouldBe((corpus["db.all.csv"], line));
        e.Message.ShouldContain(fault);
    }

    [Fact]
    public void A_pickled_table_is_refused_with_the_remedy()
    {
        using var corpus = Talk().WithText("db.all.pkl", "x");
        var e = Should.Throw<CorpusException>(() => corpus.Read());
        e.File.ShouldBe(corpus["db.all.pkl"]);
        e.Message.ShouldContain("db.save(root, storage_format=\"csv\")");
    }

    [Theory]
    [InlineData("tables: [", "YAML")]
    [InlineData("- a\n- b\n", "mapping")]
    [InlineData("a: b\na: c\n", "YAML")]
    [InlineData("a: *nowhere\n", "YAML")]
    [InlineData("", "emotion")]
    [InlineData("tables: {x: {columns: {emotion: {scheme_id: mood}}}}", "emotion")]
    [InlineData("tables: {'../x': {columns: {emotion: {}}}}", "names no table")]
    public void A_header_that_cannot_be_used_is_refused(string yaml, string fault)
    {
        using var corpus = new TemporaryCorpus().With("a.wav").WithText("db.yaml", yaml);
        Should.Throw<CorpusException>(() => corpus.Read()).Message.ShouldContain(fault);
    }

    [Fact]
    public void Yaml_that_nests_or_repeats_without_end_is_refused()
    {
        var laughs = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat("bcdefgh".Select(c =>
            $"{c}: &{c} [{string.Join(", ", Enumerable.Repeat($"*{(char)(c - 1)}", 10))}]\n"));
        foreach (var yaml in new[] { new string('[', 100_000), laughs })
        {
            using var corpus = new TemporaryCorpus().With("a.wav").WithText("db.yaml", yaml);
            Should.Throw<CorpusException>(() => corpus.Read()).Message.ShouldContain("YAML");
        }
    }

    [Fact]
    public void A_damaged_header_is_read_or_refused()
    {
        var random = new Random(1);
        using var corpus = Talk().WithText("db.all.csv", "file,emotion\nwav/a.wav,N\n");
        for (var i = 0; i < 300; i++)
        {
            var text = Header.ToCharArray();
            for (var change = 0; change < 3; change++) text[random.Next(text.Length)] = "\t\n :{}[]&*'\"-x\0|>"[random.Next(17)];
            corpus.WithText("db.yaml", new string(text));
            try
            {
                corpus.Read();
            }
            catch (CorpusException e)
            {
                e.Message.ShouldNotBeEmpty();
            }
        }
    }
}
