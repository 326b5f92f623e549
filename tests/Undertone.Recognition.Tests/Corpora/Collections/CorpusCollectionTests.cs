using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Tests.Corpora.Collections;

public sealed class CorpusCollectionTests
{
    private static readonly short[] Speech = [.. Enumerable.Range(0, 400).Select(i => (short)(9000 * Math.Sin(i * 0.2)))];

    [Fact]
    public void A_ravdess_name_tells_emotion_actor_sex_and_intensity()
    {
        using var corpus = new TemporaryCorpus().WithBytes("Actor_12/03-01-06-02-02-01-12.wav", TemporaryCorpus.Wav(Speech));
        var utterance = corpus.Read().Utterances.ShouldHaveSingleItem();
        utterance.ShouldBe(new Utterance
        {
            Path = corpus["Actor_12/03-01-06-02-02-01-12.wav"],
            RelativePath = "Actor_12/03-01-06-02-02-01-12.wav",
            Emotion = "fearful",
            Speaker = "12",
            Corpus = "ravdess",
            Language = "en",
            Sex = "female",
            Intensity = "strong",
            Terms = new CorpusTerms("CC BY-NC-SA 4.0", CommercialUse: false, Derivatives: true, "https://doi.org/10.5281/zenodo.1188976"),
            DurationSeconds = 400.0 / 16000,
            SampleRateHz = 16000,
            BandwidthHz = 8000,
            LevelDb = 10 * Math.Log10(Speech.Average(s => s / 32768.0 * s / 32768.0)),
            AudioHash = utterance.AudioHash,
        });
        utterance.AudioHash.Length.ShouldBe(16);
        utterance.SpeakerKey.ShouldBe("ravdess/12");
    }

    [Fact]
    public void Several_corpora_are_found_in_one_root_under_any_name_and_ordered_alike_everywhere()
    {
        using var corpus = new TemporaryCorpus("zoo").With(
            "b/deep/Tess/YAF_pleasant_surprised/YAF_youth_ps.wav", "Savee/DC/sa01.wav", "Crema/1001_DFA_ANG_XX.wav",
                "Ravdess/03-01-01-01-01-01-01.wav",
            "emo/wav/16b10Lb.WAV", "x/sor-m3-n5.wav", "nEMO/samples/EB0_happiness_3.wav", "mine/Anger/bob/1.wav",
                "mine/frustrated/amy/2.wav");
        var read = corpus.Read();
        read.Problems.ShouldBeEmpty();
        read.Utterances.Select(u => (u.Corpus, u.Emotion, u.Speaker)).ShouldBe([
            ("cremad", "angry", "1001"), ("emodb", "bored", "16"), ("emovo", "surprised", "m3"), ("nemo", "happy", "EB0"),
                ("ravdess", "neutral", "01"),
            ("savee", "sad", "DC"), ("tess", "surprised", "YAF"), ("zoo", "angry", "bob"), ("zoo", "frustrated", "amy")]);
        read.Corpora.Select(c => c.Name).ShouldBe(["cremad", "emodb", "emovo", "nemo", "ravdess", "savee", "tess", "zoo"]);
        read.Corpora.Single(c => c.Name == "tess").Root.ShouldBe(corpus["b/deep/Tess/YAF_pleasant_surprised"]);
        read.Corpora.Single(c => c.Name == "zoo").Root.ShouldBe(corpus["mine"]);
    }

    [Fact]
    public void The_second_copy_that_kaggle_nests_in_the_first_is_dropped()
    {
        using var corpus = new TemporaryCorpus().With("Actor_01/03-01-01-01-01-01-01.wav", "Actor_02/03-01-05-01-01-01-02.wav");
        foreach (var file in new[] { "Actor_01/03-01-01-01-01-01-01.wav", "Actor_02/03-01-05-01-01-01-02.wav" })
            corpus.WithBytes("audio_speech_actors_01-24/" + file, File.ReadAllBytes(corpus[file]));
        var read = corpus.Read();
        read.Utterances.Select(u => u.RelativePath).ShouldBe(["Actor_01/03-01-01-01-01-01-01.wav", "Actor_02/03-01-05-01-01-01-02.wav"]);
        read.Problems.Select(p => (p.File, p.Reason, p.Detail)).ShouldBe([
            (corpus["audio_speech_actors_01-24/Actor_01/03-01-01-01-01-01-01.wav"], ProblemReason.Duplicate,
                $"The same audio as {corpus["Actor_01/03-01-01-01-01-01-01.wav"]}."),
            (corpus["audio_speech_actors_01-24/Actor_02/03-01-05-01-01-01-02.wav"], ProblemReason.Duplicate,
                $"The same audio as {corpus["Actor_02/03-01-05-01-01-01-02.wav"]}.")]);
    }

    [Fact]
    public void The_same_audio_is_known_under_another_header_and_bit_depth_and_disagreeing_labels_are_told()
    {
        using var corpus = new TemporaryCorpus().WithBytes("03-01-01-01-01-01-01.wav", TemporaryCorpus.Wav(Speech));
        var plain = TemporaryCorpus.Wav(Speech);
        byte[] tagged = [.. plain, .. "LIST"u8, 4, 0, 0, 0, .. "INFO"u8];
        corpus.WithBytes("03-01-01-01-01-02-01.wav", tagged);
        using var wide = new MemoryStream();
        WavWriter.Write(wide, AudioClip.Load(corpus["03-01-01-01-01-01-01.wav"]), WavSampleFormat.IeeeFloat);
        corpus.WithBytes("03-01-05-01-01-01-02.wav", wide.ToArray());
        var read = corpus.Read();
        read.Utterances.ShouldHaveSingleItem().Emotion.ShouldBe("neutral");
        read.Problems.Select(p => p.Detail).ShouldBe([
            $"The same audio as {corpus["03-01-01-01-01-01-01.wav"]}.",
            $"The same audio as {corpus["03-01-01-01-01-01-01.wav"]}, which is labelled neutral where this one is labelled angry; "
                + "the speakers differ too (ravdess/01 and ravdess/02)."]);
    }

    [Fact]
    public void The_same_samples_at_another_rate_are_other_audio()
    {
        using var corpus = new TemporaryCorpus();
        var slow = TemporaryCorpus.Wav(Speech);
        slow[24..28].ShouldBe([0x80, 0x3E, 0, 0]);
        (slow[24], slow[25]) = (0x40, 0x1F);
        corpus.WithBytes("03-01-01-01-01-01-01.wav", TemporaryCorpus.Wav(Speech)).WithBytes("03-01-01-01-01-02-01.wav", slow);
        corpus.Read().Utterances.Count.ShouldBe(2);
    }

    [Fact]
    public void Every_kind_of_broken_file_is_listed_with_its_reason()
    {
        var clipped = Speech.Select(s => (short)Math.Clamp(s * 8, short.MinValue, short.MaxValue)).ToArray();
        var faint = Speech.Select(s => (short)(s / 1000)).ToArray();
        using var corpus = new TemporaryCorpus()
            .With("AudioWAV/1001_DFA_ANG_XX.wav", "AudioWAV/notes.wav")
            .WithText("AudioWAV/1001_DFA_DIS_XX.wav", "This is no sound at all, whatever its name says.")
            .WithText("AudioWAV/1001_DFA_FEA_XX.wav", "")
            .WithBytes("AudioWAV/1001_DFA_HAP_XX.wav", TemporaryCorpus.Wav([]))
            .WithBytes("AudioWAV/1076_MTI_SAD_XX.wav", TemporaryCorpus.Wav(new short[1000]))
            .WithBytes("AudioWAV/1077_MTI_SAD_XX.wav", TemporaryCorpus.Wav(faint))
            .WithBytes("AudioWAV/1078_MTI_SAD_XX.wav", TemporaryCorpus.Wav(clipped))
            .WithText("AudioWAV/._1001_DFA_ANG_XX.wav", "AppleDouble").WithText("__MACOSX/1001_DFA_ANG_XX.wav", "AppleDouble")
                .WithText(".hidden/1001_DFA_ANG_XX.wav", "hidden")
            .WithText("AudioWAV/readme.txt", "not audio");
        var read = corpus.Read(new CorpusReadOptions { CheckEveryFile = true });
        read.Utterances.Select(u => Path.GetFileName(u.Path)).ShouldBe(["1001_DFA_ANG_XX.wav", "1078_MTI_SAD_XX.wav"]);
        read.Problems.Select(p => (Path.GetFileName(p.File), p.Reason.Word())).ShouldBe([
            ("1001_DFA_DIS_XX.wav", "unreadable"), ("1001_DFA_FEA_XX.wav", "empty"), ("1001_DFA_HAP_XX.wav", "empty"),
                ("1076_MTI_SAD_XX.wav", "silent"),
            ("1077_MTI_SAD_XX.wav", "silent"), ("1078_MTI_SAD_XX.wav", "clipped"), ("notes.wav", "unparsable")]);
        read.Problems.ShouldAllBe(p => p.Detail.Length > 0);
    }

    [Fact]
    public void Text_in_a_file_named_as_audio_is_found_without_checking_every_file()
    {
        using var corpus = new TemporaryCorpus().WithText("03-01-01-01-01-01-01.wav", "not audio")
            .WithText("03-01-01-01-01-02-01.flac", "not audio either").WithText("03-01-02-01-01-02-01.wav", "x");
        var read = corpus.Read();
        read.Utterances.ShouldBeEmpty();
        read.Problems.Select(p => p.Reason).ShouldBe([ProblemReason.Unreadable, ProblemReason.Unreadable, ProblemReason.Unreadable]);
        read.Problems[0].Detail.ShouldStartWith("this is text");
    }

    [FfmpegFact]
    public void Checking_every_file_knows_the_same_audio_in_another_format()
    {
        using var corpus = new TemporaryCorpus().WithBytes("03-01-01-01-01-01-01.wav", TemporaryCorpus.Wav(Speech));
        using var ffmpeg =
            System.Diagnostics.Process.Start("ffmpeg",
            ["-v", "error", "-i", corpus["03-01-01-01-01-01-01.wav"], corpus["03-01-01-01-01-02-01.flac"]]);
        ffmpeg.WaitForExit();
        corpus.Read().Utterances.Count.ShouldBe(2, "FLAC is not decoded");
        (corpus.Read().MeasureHours() * 3600).ShouldBe(0.05, 1e-3);
        var problem = corpus.Read(new CorpusReadOptions { CheckEveryFile = true }).Problems.ShouldHaveSingleItem();
        problem.Reason.ShouldBe(ProblemReason.Duplicate);
    }

    [Fact]
    public void Samples_of_another_scale_and_channels_that_cancel_are_told_and_kept()
    {
        using var corpus = new TemporaryCorpus();
        using var loud = new MemoryStream();
        WavWriter.Write(loud, new AudioClip([.. Speech.Select(s => (float)s)], 16000), WavSampleFormat.IeeeFloat);
        corpus.WithBytes("03-01-01-01-01-01-01.wav", loud.ToArray());
        var stereo = TemporaryCorpus.Wav([.. Speech.SelectMany(s => new[] { s, (short)-s })]);
        (stereo[22], stereo[32]) = (2, 4);
        corpus.WithBytes("03-01-01-01-01-02-01.wav", stereo);
        var read = corpus.Read();
        read.Utterances.Count.ShouldBe(2);
        var problem = read.Problems.ShouldHaveSingleItem();
        (problem.File, problem.Reason).ShouldBe((corpus["03-01-01-01-01-01-01.wav"], ProblemReason.Clipped));
        problem.Detail.ShouldStartWith("Its samples reach 9E+03 times full scale");
        read.Warnings.ShouldHaveSingleItem().ShouldStartWith(corpus["03-01-01-01-01-02-01.wav"] + ": the channels cancel");
    }

    [Fact]
    public void Peaks_that_touch_full_scale_are_no_clipping()
    {
        var peaks = (short[])Speech.Clone();
        for (var i = 0; i + 1 < peaks.Length; i += 4) peaks[i] = peaks[i + 1] = short.MaxValue;
        using var corpus = new TemporaryCorpus().WithBytes("03-01-01-01-01-01-01.wav", TemporaryCorpus.Wav(peaks));
        corpus.Read().Problems.ShouldBeEmpty();
    }

    [Fact]
    public void One_corpus_of_several_is_kept_by_its_name_however_it_is_spelt()
    {
        using var corpus = new TemporaryCorpus().With("a/1001_DFA_ANG_XX.wav", "b/03-01-01-01-01-01-01.wav", "b/odd.wav", "c/stray.wav");
        var read = corpus.Read(new CorpusReadOptions { Corpus = "CREMA-D" });
        read.Utterances.ShouldHaveSingleItem().Corpus.ShouldBe("cremad");
        read.Problems.ShouldBeEmpty("files beside other corpora are not this one's problems");
        corpus.Read(new CorpusReadOptions { Corpus = "ravdess" }).Problems.ShouldHaveSingleItem().File.ShouldBe(corpus["b/odd.wav"]);
        Should.Throw<CorpusException>(() =>
            corpus.Read(new CorpusReadOptions { Corpus = "savee" })).Message.ShouldContain("found there: cremad, ravdess");
    }

    [Fact]
    public void Songs_left_out_are_counted()
    {
        using var corpus = new TemporaryCorpus().With("03-01-01-01-01-01-01.wav", "03-02-01-01-01-01-01.wav", "03-02-01-01-01-02-01.wav");
        var read = corpus.Read();
        read.Utterances.Count.ShouldBe(1);
        read.Warnings.ShouldBe(["ravdess: 2 files left out (song)."]);
        corpus.Read(new CorpusReadOptions { IncludeSongs = true }).Utterances.Count.ShouldBe(3);
    }

    [Fact]
    public void Folders_that_overlap_give_each_file_once()
    {
        using var corpus = new TemporaryCorpus().With("r/03-01-01-01-01-01-01.wav", "r/03-01-01-01-01-02-01.wav");
        var read = CorpusCollection.Read([corpus.Root, corpus["r"], corpus["r"] + Path.DirectorySeparatorChar]);
        read.Utterances.Count.ShouldBe(2);
        read.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Links_are_followed_once_and_never_in_a_circle()
    {
        if (OperatingSystem.IsWindows()) return;
        using var corpus = new TemporaryCorpus().With("real/03-01-01-01-01-01-01.wav");
        using var elsewhere = new TemporaryCorpus("elsewhere").WithBytes("03-01-02-01-01-01-01.wav", TemporaryCorpus.Wav(Speech));
        Directory.CreateSymbolicLink(corpus["real/up"], corpus.Root);
        Directory.CreateSymbolicLink(corpus["one"], elsewhere.Root);
        Directory.CreateSymbolicLink(corpus["two"], elsewhere.Root);
        var read = corpus.Read();
        read.Utterances.Select(u => u.RelativePath).ShouldBe(["one/03-01-02-01-01-01-01.wav", "real/03-01-01-01-01-01-01.wav"]);
        read.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void The_answer_does_not_depend_on_the_number_of_threads()
    {
        using var corpus = new TemporaryCorpus();
        for (var i = 0; i < 60; i++)
            corpus.With($"Actor_{i % 6 + 1:00}/03-01-0{i % 8 + 1}-01-01-01-{i % 6 + 1:00}.wav",
                $"copy/{i}/03-01-0{i % 8 + 1}-01-01-01-{i % 6 + 1:00}.wav");
        for (var i = 0; i < 60; i++)
            corpus.WithBytes($"copy/{i}/03-01-0{i % 8 + 1}-01-01-01-{i % 6 + 1:00}.wav", TemporaryCorpus.Wav([(short)(i / 4), 2000]));
        var (one, many) = (corpus.Read(new CorpusReadOptions { Threads = 1 }), corpus.Read(new CorpusReadOptions { Threads = 16 }));
        many.Utterances.ShouldBe(one.Utterances);
        many.Problems.ShouldBe(one.Problems);
        one.Problems.ShouldNotBeEmpty();
    }

    [Fact]
    public void Reading_reports_every_file_and_can_be_stopped()
    {
        using var corpus = new TemporaryCorpus().With("03-01-01-01-01-01-01.wav", "03-01-01-01-01-02-01.wav");
        using var stop = new CancellationTokenSource();
        var seen = new List<CorpusProgress>();
        CorpusCollection.Read([corpus.Root], new CorpusReadOptions { Threads = 1 }, new Relay(seen.Add), stop.Token);
        seen.ShouldBe([new(1, 2), new(2, 2)]);
        stop.Cancel();
        Should.Throw<OperationCanceledException>(() => CorpusCollection.Read([corpus.Root], cancellationToken: stop.Token));
    }

    [Fact]
    public void Data_that_is_not_there_or_is_no_data_is_refused_by_name()
    {
        using var corpus = new TemporaryCorpus().With("03-01-01-01-01-01-01.wav");
        Should.Throw<CorpusException>(() => CorpusCollection.Read([corpus["nowhere"]])).Message.ShouldContain("no such folder");
        Should.Throw<CorpusException>(() =>
            CorpusCollection.Read([corpus["03-01-01-01-01-01-01.wav"]])).Message.ShouldContain("this is a file");
        Should.Throw<ArgumentException>(() => CorpusCollection.Read([]));
        Should.Throw<ArgumentException>(() => corpus.Read(new CorpusReadOptions { Threads = 0 }));
        Should.Throw<ArgumentException>(() => corpus.Read(new CorpusReadOptions { Corpus = " " }));
        using var empty = new TemporaryCorpus("empty");
        empty.Read().Utterances.ShouldBeEmpty();
    }

    [RealSpeechFact]
    public void The_readers_agree_with_the_manifest_of_the_real_corpora()
    {
        var listed = CorpusCollection.Read([Tier.DataFolder]);
        var read = CorpusCollection.Read(Directory.GetDirectories(Tier.DataFolder));
        read.Utterances.Select(u => (u.Path, u.Corpus, u.Emotion, u.Speaker, u.Language))
            .ShouldBe(listed.Utterances.Select(u => (u.Path, u.Corpus, u.Emotion, u.Speaker, u.Language)));
        read.Corpora.Select(c => (c.Name, c.Utterances, c.Speakers))
            .ShouldBe([("emodb", 408, 8), ("emovo", 588, 6), ("nemo", 350, 6), ("ravdess", 1199, 20), ("tess", 840, 2)]);
        read.Problems.Where(p => p.Reason != ProblemReason.Clipped).ShouldHaveSingleItem().File.ShouldEndWith("03-01-03-01-02-02-07.wav");
        CorpusCollection.Read([Tier.DataFolder], new CorpusReadOptions { Corpus = "ravdess" }).Utterances.Count.ShouldBe(1199);
    }

    [RealOriginalsFact]
    public void Files_as_published_are_read_whatever_their_inside()
    {
        var read = CorpusCollection.Read([Tier.OriginalsFolder], new CorpusReadOptions { CheckEveryFile = true });
        read.Corpora.Select(c => c.Name).ShouldBe(["emodb", "emovo", "nemo", "ravdess", "tess"]);
        read.Problems.Select(p => p.Reason).Distinct().ShouldBe(
            [ProblemReason.Duplicate, ProblemReason.Clipped, ProblemReason.NarrowBand], ignoreOrder: true);
        read.Problems.Where(p => p.Reason == ProblemReason.NarrowBand).Select(p => Path.GetFileName(p.File)).ShouldContain("03a01Fa.wav");
        read.Problems.Single(p => p.Reason == ProblemReason.Duplicate).File.ShouldEndWith("03-01-03-01-02-02-07.wav");
        read.Utterances.Select(u => Path.GetFileName(u.Path)).ShouldContain("YAF_germ_angry.wav", "AIFF in a file named .wav");
    }

    private sealed class Relay(Action<CorpusProgress> report) : IProgress<CorpusProgress>
    {
        public void Report(CorpusProgress value) => report(value);
    }
}
