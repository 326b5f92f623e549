using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Selection;

namespace Undertone.Recognition.Tests.Corpora.Selection;

public sealed class UtteranceSelectionTests
{
    private static readonly Utterance[] All =
    [
        .. from corpus in new[] { ("ravdess", "en"), ("emodb", "de"), ("own", null) }
           from speaker in new[] { "01", "02", "03" }
           from emotion in new[] { "neutral", "calm", "happy", "angry" }
           from take in Enumerable.Range(0, emotion == "neutral" ? 2 : 5)
           select new Utterance
           {
               Path = $"/{corpus.Item1}/{speaker}-{emotion}-{take}.wav",
               RelativePath = $"{speaker}-{emotion}-{take}.wav",
               Corpus = corpus.Item1,
               Language = corpus.Item2,
               Speaker = corpus.Item1 == "own" && speaker == "03" ? Utterance.UnknownSpeaker : speaker,
               Sex = speaker == "01" ? "male" : speaker == "02" ? "female" : null,
               Intensity = corpus.Item1 == "ravdess" ? (take % 2 == 0 ? "normal" : "strong") : null,
               Emotion = emotion,
           },
    ];

    [Theory]
    [InlineData("language=de", 51)]
    [InlineData("language=DE,en", 102)]
    [InlineData("language!=de", 102)]
    [InlineData("language=unknown", 51)]
    [InlineData("language!=unknown", 102)]
    [InlineData("sex=male", 51)]
    [InlineData("sex!=male", 102)]
    [InlineData("sex=unknown", 51)]
    [InlineData("corpus=RAVDESS,Emo-DB", 102)]
    [InlineData("speaker=01", 51)]
    [InlineData("speaker=emodb/01", 17)]
    [InlineData("speaker=unknown", 17)]
    [InlineData("emotion=anger", 45)]
    [InlineData("emotion!=anger,Happiness", 63)]
    [InlineData("emotion!=bored", 153)]
    [InlineData("intensity=strong", 21)]
    [InlineData(" Intensity != strong , normal", 102)]
    public void A_filter_keeps_what_it_names(string filter, int count)
    {
        var parsed = UtteranceFilter.Parse(filter);
        var kept = new UtteranceSelection { Filters = [parsed] }.Apply(All);
        kept.Count.ShouldBe(count);
        kept.ShouldBe(All.Where(parsed.Keeps));
        UtteranceFilter.Parse(parsed.ToString()).ShouldBe(parsed);
    }

    [Fact]
    public void Several_filters_are_all_asked_and_come_before_the_map()
    {
        var selection = UtteranceSelection.Parse(["language=de", "sex!=male", "emotion=calm,happy"], "calm=neutral,happiness=Joy", null);
        var kept = selection.Apply(All);
        kept.CountBy(u => u.Emotion).OrderBy(c => c.Key).ShouldBe([KeyValuePair.Create("joy", 10), KeyValuePair.Create("neutral", 10)]);
        kept.ShouldAllBe(u => u.Language == "de" && u.Sex != "male");
        selection.Describe().ShouldBe(
            "language=de, sex!=male, emotion=calm,happy, calm counted as neutral, happy counted as joy");
    }

    [Fact]
    public void Each_emotion_is_mapped_once()
    {
        var kept = UtteranceSelection.Parse([], "calm=neutral,neutral=calm", null).Apply(All);
        kept.Zip(All).ShouldAllBe(p => p.First.Emotion
            == (p.Second.Emotion == "calm" ? "neutral" : p.Second.Emotion == "neutral" ? "calm" : p.Second.Emotion));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(11)]
    [InlineData(17)]
    [InlineData(100)]
    public void A_limit_takes_as_many_of_each_emotion_as_can_be(int most)
    {
        var kept = new UtteranceSelection { LimitPerSpeaker = most }.Apply(All, seed: 3);
        kept.ShouldBe(All.Where(kept.Contains), "the order stays");
        foreach (var speaker in kept.GroupBy(u => u.SpeakerKey))
        {
            var there = All.Where(u => u.SpeakerKey == speaker.Key).CountBy(u => u.Emotion).ToDictionary();
            var counts = there.ToDictionary(e => e.Key, e => speaker.Count(u => u.Emotion == e.Key));
            counts.Values.Sum().ShouldBe(Math.Min(most, 17));
            // Whoever has fewer than another by more than one has nothing left to give.
            counts.ShouldAllBe(c => c.Value >= counts.Values.Max() - 1 || c.Value == there[c.Key]);
        }
    }

    [Fact]
    public void A_limit_is_drawn_by_the_seed_and_by_nothing_else()
    {
        var selection = new UtteranceSelection { LimitPerSpeaker = 5 };
        var kept = selection.Apply(All, 1);
        selection.Apply(All, 1).ShouldBe(kept);
        selection.Apply([.. All.Reverse()], 1).Reverse().ShouldBe(kept);
        selection.Apply([.. All.Where(u => u.Corpus == "emodb")], 1).ShouldBe(kept.Where(u => u.Corpus == "emodb"));
        var draws = Enumerable.Range(0, 20).Select(seed => string.Join(' ', selection.Apply(All, seed).Select(u => u.Path))).Distinct();
        draws.Count().ShouldBe(20);
    }

    [Fact]
    public void Every_utterance_has_its_chance()
    {
        var selection = new UtteranceSelection { LimitPerSpeaker = 4 };
        var drawn = Enumerable.Range(0, 300).SelectMany(seed => selection.Apply(All, seed)).CountBy(u => u.Path).ToDictionary();
        // One of each emotion: 300 / 5 on average for a take of five, 300 / 2 for one of two.
        foreach (var u in All.Where(u => u.Speaker != Utterance.UnknownSpeaker))
            drawn[u.Path].ShouldBeInRange(u.Emotion == "neutral" ? 105 : 30, u.Emotion == "neutral" ? 195 : 95, u.Path);
    }

    [Theory]
    [InlineData("language")]
    [InlineData("language=")]
    [InlineData("=de")]
    [InlineData("!=de")]
    [InlineData("language=,")]
    [InlineData("")]
    public void What_is_no_filter_is_refused(string text) =>
        Should.Throw<FormatException>(() => UtteranceFilter.Parse(text)).Message.ShouldContain("FIELD=A,B");

    [Fact]
    public void An_unknown_field_is_told_with_what_it_may_mean() =>
        Should.Throw<FormatException>(() => UtteranceFilter.Parse("langage=de")).Message.ShouldContain("did you mean 'language'?");

    [Theory]
    [InlineData("calm")]
    [InlineData("calm=")]
    [InlineData("=neutral")]
    [InlineData("calm=neutral=sad")]
    [InlineData(",")]
    [InlineData("calm=neutral,Calm=sad")]
    public void What_is_no_map_is_refused(string text) => Should.Throw<FormatException>(() => UtteranceSelection.Parse([], text, null));

    [Theory]
    [InlineData("language=dee", null, "no utterance has the language 'dee' (did you mean 'de'?); there are: de, en, unknown.")]
    [InlineData("corpus!=ravdes", null, "did you mean 'ravdess'?")]
    [InlineData("emotion=angy", null, "did you mean 'angry'?")]
    [InlineData(null, "angri=sad", "did you mean 'angry'?")]
    [InlineData("emotion=bored", null, "None of the 153 utterances")]
    public void A_value_that_is_nowhere_is_refused(string? filter, string? map, string message) => Should.Throw<CorpusException>(
        () => UtteranceSelection.Parse(filter is null ? [] : [filter], map, null).Apply(All)).Message.ShouldContain(message);

    [Fact]
    public void Nothing_selected_changes_nothing()
    {
        UtteranceSelection.All.Apply(All).ShouldBeSameAs(All);
        UtteranceSelection.All.Describe().ShouldBeEmpty();
        UtteranceSelection.Parse([], "bored=sad", null).Apply(All).ShouldBe(All);
    }
}
