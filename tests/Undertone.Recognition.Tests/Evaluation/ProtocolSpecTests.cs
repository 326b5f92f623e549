using Undertone.Recognition.Evaluation;

namespace Undertone.Recognition.Tests.Evaluation;

public sealed class ProtocolSpecTests
{
    [Theory]
    [InlineData("speaker-kfold", ProtocolKind.SpeakerKFold)]
    [InlineData("loso", ProtocolKind.LeaveOneSpeakerOut)]
    [InlineData("leave-one-corpus-out", ProtocolKind.LeaveOneCorpusOut)]
    [InlineData("partition", ProtocolKind.Partition)]
    [InlineData("leave-one-partition-out", ProtocolKind.LeaveOnePartitionOut)]
    [InlineData("none", ProtocolKind.None)]
    [InlineData("random", ProtocolKind.Random)]
    [InlineData("random:0.35", ProtocolKind.Random)]
    [InlineData("split:a folder/split:1.csv", ProtocolKind.Split)]
    public void What_is_read_is_written(string name, ProtocolKind kind)
    {
        var spec = ProtocolSpec.Parse(name);
        spec.Kind.ShouldBe(kind);
        spec.ToString().ShouldBe(name);
        ProtocolSpec.Parse(spec.ToString()).ShouldBe(spec);
    }

    [Fact]
    public void Shares_and_files_are_kept()
    {
        ProtocolSpec.Parse("random:0.35").TestShare.ShouldBe(0.35);
        ProtocolSpec.Parse("random").TestShare.ShouldBe(0.2);
        ProtocolSpec.Parse("random:0.2").ShouldBe(ProtocolSpec.Random());
        ProtocolSpec.Parse("split:x.csv").SplitFile.ShouldBe("x.csv");
    }

    [Theory]
    [InlineData("")]
    [InlineData("kfold")]
    [InlineData("Loso")]
    [InlineData("model-on-data")]
    [InlineData("random:2")]
    [InlineData("speaker-kfold:3")]
    public void Anything_else_is_refused_with_what_there_is(string name)
    {
        var message = Should.Throw<ArgumentException>(() => ProtocolSpec.Parse(name)).Message;
        message.ShouldContain($"'{name}'");
        message.ShouldContain("speaker-kfold, loso");
        message.ShouldNotContain("Parameter");
    }
}
