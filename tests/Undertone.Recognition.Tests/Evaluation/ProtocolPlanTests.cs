using Undertone.Recognition.Corpora;
using Undertone.Recognition.Evaluation;

namespace Undertone.Recognition.Tests.Evaluation;

public sealed class ProtocolPlanTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-protocol-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("speaker-kfold", 5)]
    [InlineData("loso", 10)]
    [InlineData("leave-one-corpus-out", 2)]
    public void Speaker_independent_protocols_keep_speakers_apart_and_test_everyone_once(string name, int folds)
    {
        var (utterances, labels) = Data();
        var plan = ProtocolPlan.Create(ProtocolSpec.Parse(name), utterances, labels, 5, seed: 1, validationShare: 0.2);
        plan.Protocol.SpeakerIndependent.ShouldBe(true);
        plan.Protocol.Warning.ShouldBeNull();
        plan.Folds.Count.ShouldBe(folds);
        foreach (var fold in plan.Folds)
        {
            var parts = new[] { fold.Train, fold.Validation, fold.Test }.Select(p => p.Select(i => utterances[i].SpeakerKey).ToHashSet())
                .ToArray();
            parts[0].Overlaps(parts[2]).ShouldBeFalse();
            parts[1].Overlaps(parts[2]).ShouldBeFalse();
            parts[0].Overlaps(parts[1]).ShouldBeFalse();
            fold.Validation.ShouldNotBeEmpty();
            (fold.Train.Length + fold.Validation.Length + fold.Test.Length).ShouldBe(utterances.Length);
        }

        plan.Folds.SelectMany(f => f.Test).Order().ShouldBe(Enumerable.Range(0, utterances.Length));
    }

    [Fact]
    public void Speakers_of_two_corpora_with_one_name_are_two_speakers()
    {
        var (utterances, _) = Data();
        utterances.Select(u => u.Speaker).Distinct().Count().ShouldBe(5);
        ProtocolPlan.Create(ProtocolSpec.Parse("loso"), utterances, new int[utterances.Length], 5, 0, null).Folds.Count.ShouldBe(10);
    }

    [Fact]
    public void A_random_split_is_stratified_and_says_that_it_shares_speakers()
    {
        var (utterances, labels) = Data();
        var plan = ProtocolPlan.Create(ProtocolSpec.Parse("random"), utterances, labels, 5, seed: 1, validationShare: null);
        plan.Protocol.SpeakerIndependent.ShouldBe(false);
        plan.Protocol.Warning.ShouldNotBeNull().ShouldContain("inflated");
        plan.Folds.ShouldHaveSingleItem().Test.Length.ShouldBe(utterances.Length / 5);
        plan.Protocol.Describe().ShouldStartWith("random stratified 80/20 split");
        ProtocolPlan.Create(ProtocolSpec.Parse("random:0.2"), utterances, labels, 5, 1, null).Folds[0].Test.ShouldBe(plan.Folds[0].Test);

        var half = ProtocolPlan.Create(ProtocolSpec.Parse("random:0.5"), utterances, labels, 5, 1, null);
        half.Folds[0].Test.Length.ShouldBe(utterances.Length / 2);
        half.Protocol.Describe().ShouldStartWith("random stratified 50/50 split");
        half.Protocol.ToJson()["testShare"]!.GetValue<double>().ShouldBe(0.5);
        foreach (var wrong in new[] { "random:", "random:0", "random:1", "random:-0.1", "random:x", "random:0,5", "randomly" })
            ProtocolSpec.TryParse(wrong).ShouldBeNull(wrong);
    }

    [Fact]
    public void A_given_split_is_followed_and_told_for_what_it_is()
    {
        var (utterances, labels) = Data();
        var file = Path.Combine(_folder, "split.csv");
        File.WriteAllLines(file, ["path,part", .. utterances.Select((u, i) => $"{u.RelativePath},{(u.Corpus == "a" ? "train" : "test")}")]);
        var plan = ProtocolPlan.Create(ProtocolSpec.Split(file), utterances, labels, 5, 0, null);
        plan.Protocol.Name.ShouldBe("split");
        plan.Protocol.SpeakerIndependent.ShouldBe(true);
        plan.Folds[0].Test.ShouldAllBe(i => utterances[i].Corpus == "b");
        File.WriteAllLines(file, ["path,part", .. utterances.Select((u, i) => $"{u.RelativePath},{(i % 2 == 0 ? "train" : "test")}")]);
        ProtocolPlan.Create(ProtocolSpec.Split(file), utterances, labels, 5, 0, null).Protocol.SpeakerIndependent.ShouldBe(false);
    }

    [Fact]
    public void A_split_file_that_cannot_be_used_is_refused()
    {
        var (utterances, labels) = Data();
        var file = Path.Combine(_folder, "bad.csv");
        File.WriteAllText(file, "path,part\na/x.wav,maybe\n");
        Should.Throw<InvalidDataException>(() => ProtocolPlan.Create(ProtocolSpec.Split(file), utterances, labels, 5, 0, null))
            .Message.ShouldContain("line 2");
        File.WriteAllText(file, "path,part\nnowhere.wav,test\n");
        Should.Throw<InvalidDataException>(() => ProtocolPlan.Create(ProtocolSpec.Split(file), utterances, labels, 5, 0, null))
            .Message.ShouldContain("both must be there");
        Should.Throw<FileNotFoundException>(() => ProtocolPlan.Create(ProtocolSpec.Split(file + "x"), utterances, labels, 5, 0, null));
    }

    [Fact]
    public void Too_few_speakers_or_corpora_are_said_with_a_remedy()
    {
        var (all, _) = Data();
        var one = all.Where(u => u.SpeakerKey == "a/s0").ToArray();
        Should.Throw<InvalidDataException>(() => ProtocolPlan.Create(ProtocolSpec.SpeakerKFold, one, new int[one.Length], 5, 0, null))
            .Message.ShouldContain("--protocol random");
        Should.Throw<InvalidDataException>(() => ProtocolPlan.Create(ProtocolSpec.Parse("loso"), one, new int[one.Length], 5, 0, null));
        Should.Throw<InvalidDataException>(
            () => ProtocolPlan.Create(ProtocolSpec.Parse("leave-one-corpus-out"), one, new int[one.Length], 5, 0, null));
        Should.Throw<ArgumentException>(() => ProtocolPlan.Create(ProtocolSpec.Parse("kfold"), all, new int[all.Length], 5, 0, null));
    }

    private static (Utterance[] Utterances, int[] Labels) Data()
    {
        var utterances = (from corpus in new[] { "a", "b" }
                          from speaker in Enumerable.Range(0, 5)
                          from n in Enumerable.Range(0, 8)
                          select new Utterance
                          {
                              Path = $"/{corpus}/{speaker}-{n}.wav",
                              RelativePath = $"{corpus}/{speaker}-{n}.wav",
                              Emotion = n % 4 < 2 ? "happy" : "sad",
                              Speaker = "s" + speaker,
                              Corpus = corpus,
                          }).ToArray();
        return (utterances, Array.ConvertAll(utterances, u => u.Emotion == "happy" ? 0 : 1));
    }
}
