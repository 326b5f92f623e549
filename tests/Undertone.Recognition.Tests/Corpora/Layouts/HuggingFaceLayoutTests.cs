using Undertone.Recognition.Corpora;

namespace Undertone.Recognition.Tests.Corpora.Layouts;

/// <summary>Audio folders of Hugging Face, imitated with files of a few samples.</summary>
public sealed class HuggingFaceLayoutTests
{
    private const string Card = """
        ---
        language:
        - de
        license: cc-by-4.0
        dataset_info:
          features:
          - name: audio
            dtype: audio
          - name: label
            dtype:
              class_label:
                names:
                  '0': anger
                  '1': happy
          - name: gender
            dtype:
              class_label:
                names:
                  '0': F
                  '1': M
        ---
        # Speech
        """;

    [Fact]
    public void Rows_have_their_classes_names_speakers_and_the_parts_that_their_folders_name()
    {
        using var corpus = new TemporaryCorpus().With("set/train/a.wav", "set/train/b.wav", "set/eval/c.wav", "set/train/unnamed.wav")
            .WithText("set/README.md", Card)
            .WithText("set/train/metadata.csv", "file_name,label,speaker_id,gender,text\na.wav,0,7,0,\"so, so\"\nb.wav,1,,1,x\n")
            .WithText("set/eval/metadata.jsonl", """
                {"file_name": "c.wav", "label": 1, "speaker_id": "anna", "words": ["x"], "gender": null}
                {"file_name": "missing.wav", "label": 1}
                {"file_name": "d.wav", "label": -1}
                {"file_name": "e.wav", "label": 2}
                """);
        var read = corpus.Read();
        read.Utterances.Select(u => (u.RelativePath, u.Emotion, u.Speaker, u.Sex, u.Partition)).ShouldBe(
        [
            ("set/eval/c.wav", "happy", "anna", null, "test"), ("set/train/a.wav", "angry", "7", "female", "train"),
            ("set/train/b.wav", "happy", "unknown", "male", "train"),
        ]);
        read.Utterances.ShouldAllBe(u => u.Corpus == "set" && u.Language == "de");
        read.Utterances.ShouldAllBe(u => u.Terms!.License == "cc-by-4.0" && !u.Terms.CommercialUse);
        read.Corpora.ShouldHaveSingleItem().Reader.ShouldBe("huggingface");
        read.Problems.Select(p => (p.File, p.Reason)).ShouldBe(
            [(corpus["set/eval/e.wav"], ProblemReason.Unparsable), (corpus["set/eval/missing.wav"], ProblemReason.Unreadable)]);
        read.Warnings.ShouldContain("set: 1 row left out (no emotion).");
        read.Notes.ShouldContain(n => n.Contains("train/unnamed.wav"));
    }

    [Fact]
    public void Words_need_no_classes_and_a_column_may_name_the_part()
    {
        using var corpus = new TemporaryCorpus().With("audio/a.wav", "audio/b.wav")
            .WithText("metadata.csv", "split,file_name,emotion\ndev,audio/a.wav,Sadness\nfold3,audio/b.wav,curious\n");
        corpus.Read().Utterances.Select(u => (u.RelativePath, u.Emotion, u.Partition)).ShouldBe(
            [("audio/a.wav", "sad", "validation"), ("audio/b.wav", "curious", "fold3")]);
    }

    [Fact]
    public void Dataset_infos_name_classes_too()
    {
        using var corpus = new TemporaryCorpus().With("a.wav").WithText("metadata.csv", "file_name,label\na.wav,1\n").WithText(
            "dataset_infos.json", """{"default": {"features": {"label": {"names": ["sad", "fear"], "_type": "ClassLabel"}}}}""");
        corpus.Read().Utterances.ShouldHaveSingleItem().Emotion.ShouldBe("fearful");
    }

    [Fact]
    public void Folders_of_classes_in_folders_of_parts_have_their_parts()
    {
        using var corpus = new TemporaryCorpus().With("train/angry/a.wav", "train/sad/b.wav", "test/sad/c.wav", "validation/angry/d.wav");
        corpus.Read().Utterances.Select(u => (u.RelativePath, u.Emotion, u.Partition)).ShouldBe(
        [
            ("test/sad/c.wav", "sad", "test"), ("train/angry/a.wav", "angry", "train"), ("train/sad/b.wav", "sad", "train"),
            ("validation/angry/d.wav", "angry", "validation"),
        ]);
    }

    [Theory]
    [InlineData("file_name,label\na.wav,3\n", 2, "README.md")]
    [InlineData("file_name,words\na.wav,x\n", null, "emotion")]
    [InlineData("file_name,label\n../a.wav,sad\n", 2, "../a.wav")]
    [InlineData("file_name,label\n/etc/passwd,sad\n", 2, "/etc/passwd")]
    [InlineData("file_name,label\nC:\\a.wav,sad\n", 2, "C:\\a.wav")]
    [InlineData("file_name,label\nx\\..\\..\\a.wav,sad\n", 2, "..")]
    [InlineData("file_name,label\na.wav\n", 2, "columns")]
    public void A_table_that_cannot_be_used_is_refused_with_its_line(string table, int? line, string fault)
    {
        using var corpus = new TemporaryCorpus().With("a.wav").WithText("metadata.csv", table);
        var e = Should.Throw<CorpusException>(() => corpus.Read());
        (e.File, e.Line).ShouldBe((corpus["metadata.csv"], line));
        e.Message.ShouldContain(fault);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"file_name\": ")]
    [InlineData("{\"file_name\": \"a.wav\", \"file_name\": \"b.wav\"}")]
    public void A_line_that_is_no_object_is_refused(string text)
    {
        using var corpus = new TemporaryCorpus().With("a.wav").WithText("metadata.jsonl", text + " file_name\n");
        Should.Throw<CorpusException>(() => corpus.Read()).Line.ShouldBe(1);
    }

    [Fact]
    public void Where_nothing_reads_Parquet_the_error_says_what_does()
    {
        using var corpus = new TemporaryCorpus().WithText("data/train-00000-of-00001.parquet", "PAR1");
        Should.Throw<CorpusException>(() => corpus.Read()).Message.ShouldContain("Undertone.Parquet");
    }
}
