using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Corpora.Manifests;
using Undertone.Recognition.Corpora.Selection;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Tests.Corpora;

namespace Undertone.Recognition.Tests.Evaluation;

public sealed class PartitionTests
{
    [Fact]
    public void The_publishers_partitions_train_watch_and_test()
    {
        var utterances = Of(("train", "a"), ("test1", "b"), ("validation", "c"), ("train", "d"), ("test2", "e"), ("session1", "f"));
        var plan = Plan("partition", utterances, 0.5);
        var fold = plan.Folds.ShouldHaveSingleItem();
        fold.Train.ShouldBe([0, 3]);
        fold.Validation.ShouldBe([2]);
        fold.Test.ShouldBe([1, 4]);
        plan.Notes.ShouldHaveSingleItem().ShouldStartWith("1 of 6 utterances");
        plan.Protocol.SpeakerIndependent.ShouldBe(true);
        plan.Protocol.Describe().ShouldStartWith("the partitions of the data's publishers, no speaker on both sides");
        plan.Protocol.ToJson()["name"]!.GetValue<string>().ShouldBe("partition");
    }

    [Fact]
    public void Without_a_validation_partition_speakers_of_the_training_part_are_watched()
    {
        var fold = Plan("partition", Of(("train", "a"), ("train", "b"), ("test", "c")), 0.5).Folds.ShouldHaveSingleItem();
        (fold.Train.Length, fold.Validation.Length).ShouldBe((1, 1));
        fold.Test.ShouldBe([2]);
    }

    [Fact]
    public void Speakers_on_both_sides_are_said()
    {
        var plan = Plan("partition", Of(("train", "a"), ("test", "a")), null);
        plan.Protocol.SpeakerIndependent.ShouldBe(false);
        plan.Protocol.Warning.ShouldNotBeNull().ShouldContain("inflated");
    }

    [Fact]
    public void Every_partition_is_left_out_once()
    {
        var plan = Plan("leave-one-partition-out", Of(("session1", "a"), ("session2", "b"), ("session1", "c"), ("session3", "d")), null);
        plan.Folds.Select(f => f.Test).ShouldBe([[0, 2], [1], [3]]);
        foreach (var fold in plan.Folds) fold.Train.Concat(fold.Test).Order().ShouldBe([0, 1, 2, 3]);
        plan.Protocol.Describe().ShouldStartWith("leave one partition out, 3 folds: every partition is tested");
    }

    [Theory]
    [InlineData("partition", new[] { "train", null }, "the data has train.")]
    [InlineData("partition", new string?[] { null, null }, "the data has none.")]
    [InlineData("leave-one-partition-out", new[] { "session1", "session1" }, "the data has session1.")]
    [InlineData("leave-one-partition-out", new[] { "session1", null, "session2" }, "1 have none (--filter partition!=unknown)")]
    public void Data_without_the_partitions_is_refused_with_what_there_is(string protocol, string?[] partitions, string fault)
    {
        var utterances = Of([.. partitions.Select((p, i) => (p, $"s{i}"))]);
        Should.Throw<InvalidDataException>(() => Plan(protocol, utterances, null)).Message.ShouldContain(fault);
    }

    [Fact]
    public void A_manifest_s_column_split_is_its_partition_and_stays_one()
    {
        using var corpus = new TemporaryCorpus().With("a.wav", "b.wav", "c.wav", "d.wav").WithText(
            "manifest.csv", "path,emotion,speaker,split\na.wav,sad,x,Dev\nb.wav,sad,x,TRAINING\nc.wav,sad,y,Test2\nd.wav,sad,y,\n");
        string?[] expected = ["validation", "train", "test2", null];
        var read = corpus.Read();
        read.Utterances.Select(u => u.Partition).ShouldBe(expected);
        CorpusJson.List(read)["utterances"]!.AsArray().Select(u => u!["partition"]?.GetValue<string>()).ShouldBe(expected);

        using var written = new StringWriter { NewLine = "\n" };
        CorpusManifest.Write(written, read.Utterances);
        using var copy = new TemporaryCorpus().WithText("manifest.csv", written.ToString());
        copy.Read().Utterances.Select(u => u.Partition).ShouldBe(expected);
    }

    [Fact]
    public void A_filter_chooses_partitions()
    {
        var utterances = Of(("train", "a"), ("test1", "b"), ("test2", "c"), (null, "d"));
        UtteranceSelection.Parse(["partition!=test2,unknown"], null, null).Apply(utterances).Select(u => u.Speaker).ShouldBe(["a", "b"]);
    }

    private static ProtocolPlan Plan(string protocol, Utterance[] utterances, double? validationShare) => ProtocolPlan.Create(
        ProtocolSpec.Parse(protocol), utterances, new int[utterances.Length], 5, seed: 1, validationShare);

    private static Utterance[] Of(params (string? Partition, string Speaker)[] rows) => Array.ConvertAll(
        rows, r => Utterance.FromFile($"/{r.Speaker}.wav", "sad", r.Speaker) with { Partition = r.Partition });
}
