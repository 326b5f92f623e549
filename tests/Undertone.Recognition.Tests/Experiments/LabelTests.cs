using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Synthesis;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Tests.Experiments;

/// <summary>Labels that the data lacks are told before any work.</summary>
public sealed class LabelTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-labels-").FullName;

    public LabelTests() => SyntheticCorpus.Write(_folder, new SyntheticCorpusOptions { Speakers = 2 });

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("angry,sad,hapy", "'hapy' (did you mean 'happy'?)")]
    [InlineData("angry,sda", "'sda' (did you mean 'sad'?)")]
    [InlineData("anger,sad", "'anger' (did you mean 'angry'?)")]
    [InlineData("Angry,sad", "'Angry' (did you mean 'angry'?)")]
    [InlineData("angry,sad,stressed", "'stressed'. The data has: angry, calm")]
    [InlineData("bored,sad,hapy", "'bored' or 'hapy' (did you mean 'happy'?)")]
    public void A_label_that_no_utterance_has_is_refused_with_what_may_have_been_meant(string labels, string fault)
    {
        var message = Should.Throw<CorpusException>(() => Run(LabelSet.Parse(labels))).Message;
        message.ShouldContain("no utterance is labelled " + fault);
        message.ShouldStartWith(_folder);
        Directory.Exists(Path.Combine(_folder, "runs")).ShouldBeFalse();
    }

    [Fact]
    public void Calm_counts_as_neutral_where_only_that_is_asked_for() => Run(new LabelSet(["neutral", "sad"])).Evaluation.ShouldNotBeNull();

    [Fact]
    public void One_emotion_is_refused_with_a_remedy()
    {
        var clips = Directory.GetFiles(_folder, "*.wav", SearchOption.AllDirectories);
        foreach (var other in clips.Where(f => Path.GetFileName(f).Split('-')[2] != "05")) File.Delete(other);
        var message = Should.Throw<CorpusException>(() => Run(null)).Message;
        message.ShouldContain("are labelled 'angry'");
        message.ShouldContain("Bring data of another one");
        message.ShouldStartWith(_folder);
    }

    private TrainingRunResult Run(LabelSet? labels) => new TrainingRun(
        new TrainingRunOptions { Data = [_folder], Recipe = Recipe.Load("knn"), Labels = labels, Folds = 2, Threads = 2 },
        new Workspace { Runs = Path.Combine(_folder, "runs"), Cache = new FeatureCache(Path.Combine(_folder, "cache")) }).Execute();
}
