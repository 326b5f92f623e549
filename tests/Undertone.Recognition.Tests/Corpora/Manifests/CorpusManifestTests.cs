using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Corpora.Manifests;

namespace Undertone.Recognition.Tests.Corpora.Manifests;

public sealed class CorpusManifestTests
{
    [Fact]
    public void Whatever_words_utterances_have_they_are_read_back_equal()
    {
        var random = new Random(29);
        string[] pieces = ["a", "\"", ",", ";", "\t", "\n", "\r\n", "é", "e\u0301", "한", "😀", " ", "'", "#", "=x"];
        string Word() => "x" + string.Concat(Enumerable.Range(0, random.Next(0, 6)).Select(_ => pieces[random.Next(pieces.Length)]))
            .TrimEnd() + "y";
        using var corpus = new TemporaryCorpus();
        var written = new List<Utterance>();
        for (var i = 0; i < 120; i++)
        {
            var file = $"d{i % 7}/{Word().Replace('\t', ' ')} {i}.wav";
            corpus.With(file);
            var part = random.Next(3);
            written.Add(new Utterance
            {
                Path = corpus[file],
                RelativePath = "",
                Emotion = Word().ToLowerInvariant(),
                Speaker = random.Next(4) == 0 ? Utterance.UnknownSpeaker : Word(),
                Corpus = "c " + Word(),
                Language = random.Next(2) == 0 ? null : "de",
                Sex = random.Next(3) switch { 0 => "female", 1 => "male", _ => null },
                Terms = random.Next(3) == 0 ? null : new CorpusTerms(random.Next(2) == 0 ? "" : Word(), random.Next(2) == 0, true, ""),
                StartSeconds = part == 0 ? null : random.Next(3) * 1e-5,
                EndSeconds = part == 0 ? null : 0.0003 + (random.NextDouble() * 1e-5),
            });
        }

        using var text = new StringWriter { NewLine = "\n" };
        CorpusManifest.Write(text, written);
        corpus.WithText("lists/all.csv", text.ToString());
        var read = CorpusCollection.Read([corpus["lists/all.csv"]]);
        read.Problems.Where(p => p.Reason is not ProblemReason.Duplicate).ShouldBeEmpty();
        read.Utterances.Count.ShouldBe(written.Count);
        read.Utterances.OrderBy(u => u.Path, StringComparer.Ordinal).Select(Plain)
            .ShouldBe(written.OrderBy(u => u.Path, StringComparer.Ordinal).Select(Plain));
    }

    private static Utterance Plain(Utterance u) =>
        u with { RelativePath = "", DurationSeconds = null, SampleRateHz = null, BandwidthHz = null, LevelDb = null, AudioHash = "" };

    [Theory]
    [InlineData("ravdess", "MIT", "yes", "CC BY-NC-SA 4.0, no commercial use")]
    [InlineData("CREMA-D", "", "no", "ODbL 1.0, commercial use allowed")]
    [InlineData("Tess", "", "", "CC BY-NC-ND 4.0, no commercial use, no derivatives")]
    [InlineData("mine", "CC0", "yes", "CC0, commercial use allowed")]
    [InlineData("mine", "CC0", "", "CC0, no commercial use")]
    [InlineData("mine", "", "TRUE", "licence not named, commercial use allowed")]
    [InlineData("mine", "", "no", "licence not named, no commercial use")]
    [InlineData("mine", "", "", null)]
    public void A_manifest_says_the_terms_of_its_own_corpora_and_publishers_those_of_theirs(
        string name, string license, string commercial, string? terms)
    {
        using var corpus = new TemporaryCorpus();
        var row = $"a.wav,sad,1,{name},{license},{commercial}";
        corpus.With("a.wav").WithText("all.csv", $"path,emotion,speaker,corpus,license,commercial\n{row}\n");
        var read = CorpusCollection.Read([corpus["all.csv"]]);
        read.Utterances.ShouldHaveSingleItem().Terms?.Describe().ShouldBe(terms);
        read.Corpora.ShouldHaveSingleItem().Terms?.Describe().ShouldBe(terms);
    }

    [Fact]
    public void Whether_commerce_is_allowed_is_said_by_yes_or_no()
    {
        using var corpus = new TemporaryCorpus();
        corpus.With("a.wav").WithText("all.csv", "path,emotion,speaker,commercial\na.wav,sad,1,maybe\n");
        Should.Throw<CorpusException>(() => CorpusCollection.Read([corpus["all.csv"]])).Message.ShouldContain("write yes, no, or nothing");
    }

    [Fact]
    public void The_columns_of_parts_are_written_where_there_are_parts_only()
    {
        var whole = new Utterance { Path = "/a.wav", RelativePath = "a.wav", Emotion = "sad", Speaker = "1", Corpus = "c" };
        using var text = new StringWriter { NewLine = "\n" };
        CorpusManifest.Write(text, [whole]);
        CorpusManifest.Write(text, [whole, whole with { StartSeconds = 0, EndSeconds = 0.1 }, whole with { StartSeconds = 0.1 }]);
        text.ToString().ShouldBe("""
            path,emotion,speaker,corpus,language,gender
            /a.wav,sad,1,c,,
            path,emotion,speaker,corpus,language,gender,start,end
            /a.wav,sad,1,c,,,,
            /a.wav,sad,1,c,,,0,0.1
            /a.wav,sad,1,c,,,0.1,

            """.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("m.csv", "path,speaker,arousal,valence,tension,index\n1.wav,a,3.5,,1e-1,x1\n2.wav,b,-2,4,,x2\n")]
    [InlineData("m.jsonl", """
        {"path":"1.wav","speaker":"a","arousal":3.5,"valence":null,"tension":0.1,"index":"1"}
        {"path":"2.wav","speaker":"b","arousal":-2,"valence":4,"index":2}
        """)]
    public void Numbers_on_dimensions_are_read_with_or_without_emotions_and_written_again(string name, string text)
    {
        using var corpus = new TemporaryCorpus().With("1.wav", "2.wav").WithText(name, text);
        var read = CorpusCollection.Read([corpus[name]]);
        read.Notes.ShouldBe([$"{corpus[name]}: passed over: the column index."]);
        string[] Told(CorpusCollection c) => [.. c.Utterances.Select(u => $"{u.Emotion}{u.Dimensions}")];
        Told(read).ShouldBe(["arousal 3.50  tension 0.10", "arousal -2.00  valence 4.00"]);
        read.Corpora.ShouldHaveSingleItem().Dimensions.ShouldBe(
            [new("arousal", 2, -2, 0.75, 3.5), new("tension", 1, 0.1, 0.1, 0.1), new("valence", 1, 4, 4, 4)]);
        using var written = new StringWriter();
        CorpusManifest.Write(written, read.Utterances);
        corpus.WithText("again.csv", written.ToString());
        Told(CorpusCollection.Read([corpus["again.csv"]])).ShouldBe(Told(read));
    }

    [Theory]
    [InlineData("calm")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    public void A_dimension_that_is_no_finite_number_is_refused_with_its_line(string value)
    {
        using var corpus = new TemporaryCorpus().With("1.wav", "2.wav")
            .WithText("m.csv", $"path,emotion,speaker,arousal\n1.wav,sad,a,1\n2.wav,sad,a,{value}\n");
        var error = Should.Throw<CorpusException>(() => CorpusCollection.Read([corpus["m.csv"]]));
        error.Message.ShouldStartWith($"{corpus["m.csv"]}:3: 'arousal' is '{value}'");
    }
}
