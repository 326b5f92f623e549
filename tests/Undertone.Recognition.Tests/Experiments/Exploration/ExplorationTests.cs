using System.Xml.Linq;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Corpora.Manifests;
using Undertone.Recognition.Corpora.Selection;
using Undertone.Recognition.Corpora.Synthesis;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Experiments.Exploration;

namespace Undertone.Recognition.Tests.Experiments.Exploration;

public sealed class ExplorationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-exploration-").FullName;
    private readonly CorpusCollection _read;

    public ExplorationTests()
    {
        SyntheticCorpus.Write(_folder, new SyntheticCorpusOptions { Speakers = 4 });
        _read = CorpusCollection.Read([_folder], new CorpusReadOptions { CheckEveryFile = true });
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_page_tells_every_corpus_emotion_and_speaker_and_does_not_depend_on_threads()
    {
        var (one, three) = (Path.Combine(_folder, "1.html"), Path.Combine(_folder, "3.html"));
        CorpusReport.Write(one, _read, threads: 1);
        CorpusReport.Write(three, _read, threads: 3);
        var text = File.ReadAllText(one);
        File.ReadAllText(three).ShouldBe(text);
        var page = XDocument.Parse(text.Replace("<!DOCTYPE html>\n", ""));
        var rows = page.Descendants().Where(e => e.Name.LocalName == "tr")
            .Select(r => r.Elements().Select(c => c.Value).ToArray()).ToArray();
        foreach (var speaker in _read.Utterances.GroupBy(u => u.SpeakerKey))
        {
            var row = rows.ShouldHaveSingleItemWith(speaker.Key);
            row[1..4].ShouldBe([speaker.First().Sex!, "8", "30"]);
            // The synthetic men speak at 90 to 170 Hz and the women at 160 to 260 Hz, raised by emotions.
            double.Parse(row[^1]).ShouldBeInRange(80, 400);
        }

        foreach (var emotion in _read.Utterances.GroupBy(u => u.Emotion)) rows.ShouldHaveSingleItemWith(emotion.Key)[1].ShouldBe("4");
        page.Descendants().Count(e => e.Name.LocalName is "circle" or "polygon" && e.Elements().Any()).ShouldBe(2 * 120);
    }

    [Fact]
    public void Too_few_clips_have_no_map()
    {
        var path = Path.Combine(_folder, "few.html");
        CorpusReport.Write(path, _read.Select(new UtteranceSelection { LimitPerSpeaker = 2 }));
        File.ReadAllText(path).ShouldNotContain("t-SNE");
        var empty = CorpusCollection.Read([Directory.CreateDirectory(path + "d").FullName]);
        Should.Throw<ArgumentException>(() => CorpusReport.Write(path, empty));
    }

    [Fact]
    public void The_picture_has_a_bar_for_every_count()
    {
        var svg = XDocument.Parse(CorpusPicture.Draw(_read));
        var titles = svg.Descendants().Where(e => e.Name.LocalName == "title").Select(e => e.Value).ToArray();
        foreach (var emotion in _read.Corpora[0].ByEmotion) titles.ShouldContain($"{emotion.Key}: {emotion.Value}");
        foreach (var speaker in _read.Corpora[0].BySpeaker) titles.ShouldContain($"{speaker.Key}: {speaker.Value}");
        // Every utterance is in one bar of each histogram.
        titles.Where(t => t.EndsWith(" utterances", StringComparison.Ordinal)).Sum(t => int.Parse(t.Split(": ")[1].Split(' ')[0]))
            .ShouldBe(3 * 120);
    }

    [Fact]
    public void A_split_keeps_speakers_whole_and_is_read_back_as_it_was_written()
    {
        var parts = new SpeakerSplit(2, 1, 1).PartsOf(_read.Utterances, seed: 2);
        _read.Utterances.Zip(parts).Select(p => (p.First.SpeakerKey, p.Second)).Distinct().Count().ShouldBe(4);
        parts.CountBy(p => p).OrderBy(c => c.Key).Select(c => (c.Key, c.Value)).ShouldBe([("test", 30), ("train", 60), ("validation", 30)]);

        var file = Path.Combine(_folder, "split.csv");
        using (var writer = new StreamWriter(file)) CorpusManifest.Write(writer, _read.Utterances, parts);
        foreach (var data in new[] { _folder, file })
        {
            var read = CorpusCollection.Read([data]).Utterances;
            var plan = ProtocolPlan.Create(ProtocolSpec.Split(file), read, new int[read.Count], 5, 0, null);
            plan.Notes.ShouldBeEmpty();
            plan.Protocol.SpeakerIndependent.ShouldBe(true);
            var fold = plan.Folds.ShouldHaveSingleItem();
            foreach (var (places, part) in new[] { (fold.Train, "train"), (fold.Validation, "validation"), (fold.Test, "test") })
            {
                places.Select(i => read[i].Path).Order().ShouldBe(
                    _read.Utterances.Zip(parts).Where(p => p.Second == part).Select(p => p.First.Path).Order());
            }
        }
    }

    [Theory]
    [InlineData("70,10,20", 70, 10, 20)]
    [InlineData("0.8, 0.2", 0.8, 0, 0.2)]
    [InlineData("3,0,1", 3, 0, 1)]
    public void Shares_are_read(string text, double train, double validation, double test) =>
        SpeakerSplit.Parse(text).ShouldBe(new SpeakerSplit(train, validation, test));

    [Theory]
    [InlineData("")]
    [InlineData("70")]
    [InlineData("70,0")]
    [InlineData("0,10,20")]
    [InlineData("70,-10,40")]
    [InlineData("70,10,20,5")]
    [InlineData("a,b,c")]
    [InlineData("1e3,1,1")]
    public void Shares_that_cannot_be_are_refused(string text) => Should.Throw<FormatException>(() => SpeakerSplit.Parse(text));

    [Fact]
    public void Fewer_speakers_than_parts_are_refused() => Should.Throw<InvalidDataException>(
        () => new SpeakerSplit().PartsOf([.. _read.Utterances.Where(u => u.Speaker is "01" or "02")])).Message.ShouldContain("names 2");
}

internal static class RowAssertions
{
    public static string[] ShouldHaveSingleItemWith(this IEnumerable<string[]> rows, string first) =>
        rows.Where(r => r[0] == first).ShouldHaveSingleItem();
}
