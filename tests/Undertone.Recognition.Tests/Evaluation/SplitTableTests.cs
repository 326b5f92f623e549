using Undertone.Recognition.Corpora;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Tests.Files;

namespace Undertone.Recognition.Tests.Evaluation;

public sealed class SplitTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new TemporaryFolder().With("left-out.wav");

    public void Dispose() => _folder.Dispose();

    private Utterance Utterance(string path, string speaker, double? start = null, double? end = null) =>
        new()
        {
            Path = _folder[path],
            RelativePath = path,
            Emotion = "sad",
            Speaker = speaker,
            Corpus = "c",
            StartSeconds = start,
            EndSeconds = end
        };

    private Utterance[] Whole() => [.. Enumerable.Range(0, 6).Select(i => Utterance($"w/{i}.wav", "s" + i))];

    private ProtocolPlan Plan(string text, Utterance[] utterances, double? validationShare = null)
    {
        _folder.WithText("split.csv", text);
        var protocol = ProtocolSpec.Parse("split:" + _folder["split.csv"]);
        return ProtocolPlan.Create(protocol, utterances, new int[utterances.Length], 5, 0, validationShare);
    }

    private const string Good = "w/0.wav,train\nw/1.wav,train\nw/2.wav,train\nw/3.wav,test\nw/4.wav,test\nw/5.wav,test\n";

    [Theory]
    [InlineData("path,part\n" + Good)]
    [InlineData("Path,PART\n" + Good)]
    [InlineData("\uFEFFpart;path\nTrain;w/0.wav\nTRAIN;./w/1.wav\ntraining;w\\2.wav\nTest;w/3.wav\ntesting;w/4.wav\nTEST;w/5.wav\n")]
    [InlineData("path\tpart\n"
        + "w/0.wav\ttrain\n\t\nw/1.wav\ttrain\nw/2.wav\ttrain\nw/3.wav\ttest\nw/4.wav\ttest\nw/5.wav\ttest\nw/5.wav\ttest\n")]
    [InlineData("path,part\nleft-out.wav,test\n" + Good)]
    public void The_parts_are_those_of_the_file_however_it_is_written(string text)
    {
        var fold = Plan(text, Whole()).Folds.ShouldHaveSingleItem();
        (fold.Train, fold.Test, fold.Validation.Length)
            .ShouldSatisfyAllConditions(f => f.Train.ShouldBe([0, 1, 2]), f => f.Test.ShouldBe([3, 4, 5]), f => f.Length.ShouldBe(0));
    }

    [Theory]
    [InlineData("", null, "empty")]
    [InlineData("path,part\n", null, "0 training and 0 test files")]
    [InlineData("path\nw/0.wav\n", 1, "part are missing")]
    [InlineData("path,part\nw/0.wav\n", 2, "1 of 2 columns")]
    [InlineData("path,part\nw/0.wav,train,x\n", 2, "3 of 2 columns")]
    [InlineData("path,part\n,train\n", 2, "path is empty")]
    [InlineData("path,part\nw/0.wav,trian\n", 2, "'trian'")]
    [InlineData("path,part\nw/0.wav,\n", 2, "''")]
    [InlineData("path,part\n" + Good + "w/0.wav,test\n", 8, "into train in line 2")]
    [InlineData("path,part\n" + Good + "w\\0.wav,TEST\n", 8, "into train in line 2")]
    [InlineData("path,part\n" + Good + "x/1.wav,test\n", 8, "perhaps 'w/1.wav'")]
    [InlineData("path,part\nw/0.wav,\"train\n", 2, "never closed")]
    [InlineData("path,part,start,end\nw/0.wav,train,2,1\n", 2, "ends before it starts")]
    [InlineData("path,part,start,end\nw/0.wav,train,x,1\n", 2, "'x' is no time")]
    [InlineData("path,part\n" + "w/0.wav,train\nw/1.wav,train\n", null, "2 training and 0 test files")]
    public void A_file_that_cannot_be_followed_is_refused_with_its_line(string text, int? line, string fault)
    {
        var message = Should.Throw<InvalidDataException>(() => Plan(text, Whole())).Message;
        message.ShouldStartWith(_folder["split.csv"] + (line is null ? ": " : $":{line}: "));
        message.ShouldContain(fault);
    }

    [Fact]
    public void What_the_file_leaves_out_is_counted()
    {
        var plan = Plan("path,part,why\nw/0.wav,train,x\n,,\nw/3.wav,test,y\n", Whole());
        plan.Notes.ShouldBe([
            $"{_folder["split.csv"]}: rows without content passed over: 1.",
            $"{_folder["split.csv"]}: passed over: the columns why.",
            $"{_folder["split.csv"]}: 4 of 6 utterances of the data are in no row and are not used."]);
        Plan("path,part\n" + Good, Whole()).Notes.ShouldBeEmpty();
    }

    [Fact]
    public void Validation_rows_are_watched_and_kept_from_training()
    {
        var fold = Plan("path,part\nw/0.wav,train\nw/1.wav,Validation\nw/2.wav,dev\nw/3.wav,test\n", Whole()[..4], 0.3).Folds[0];
        (string.Join(' ', fold.Train), string.Join(' ', fold.Validation), string.Join(' ', fold.Test)).ShouldBe(("0", "1 2", "3"));
    }

    [Fact]
    public void Parts_of_files_are_named_by_start_and_end_or_by_the_file_for_all()
    {
        Utterance[] parts =
            [Utterance("a.wav", "1", 0, 1), Utterance("a.wav", "1", 1, 2.5), Utterance("b.wav", "2", 0.5, null),
            Utterance("b.wav", "2", 0, 0.5)];
        var fold = Plan("path,part,start,end\na.wav,train,0,1\na.wav,test,1.0,2.50\nb.wav,test,,\n", parts).Folds[0];
        (string.Join(' ', fold.Train), string.Join(' ', fold.Test)).ShouldBe(("0", "1 2 3"));
        Should.Throw<InvalidDataException>(() =>
            Plan("path,part,start,end\na.wav,train,0,1\na.wav,test,1,2\nb.wav,test,,\n", parts)).Message.ShouldContain("(1-2 s)");
    }

    [Fact]
    public void Full_paths_and_both_forms_of_accented_letters_are_known()
    {
        Utterance[] utterances = [Utterance("für.wav", "1"), Utterance("ne\u0301.wav", "2")];
        var fold = Plan($"path,part\nfu\u0308r.wav,train\n\"{_folder["né.wav"]}\",test\n", utterances).Folds[0];
        (fold.Train[0], fold.Test[0]).ShouldBe((0, 1));
    }
}
