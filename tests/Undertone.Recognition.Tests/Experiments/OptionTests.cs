using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Experiments.Comparison;
using Undertone.Recognition.Experiments.Tuning;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Tests.Experiments;

/// <summary>Options are checked when an experiment is made.</summary>
public sealed class OptionTests
{
    private static readonly TrainingRunOptions Training = new() { Data = ["x"], Recipe = Recipe.Load("knn") };
    private static readonly TuningOptions Tuning =
        new() { Data = ["x"], Recipe = Recipe.Load("knn"), Parameters = ["model.neighbours=1,2"] };
    private static readonly ComparisonOptions Comparison = new() { Data = ["x"], Recipes = [Recipe.Load("knn")] };

    public static TheoryData<string, object> Wrong => new()
    {
        { "Data", Training with { Data = [] } },
        { "Corpus", Training with { Corpus = " " } },
        { "Threads", Training with { Threads = 0 } },
        { "Threads", Training with { Threads = -3 } },
        { "Folds", Training with { Folds = 1 } },
        { "Folds", Tuning with { Folds = 0 } },
        { "Threads", Tuning with { Threads = 0 } },
        { "InnerFolds", Tuning with { InnerFolds = 1 } },
        { "Trials", Tuning with { Trials = 3 } },
        { "Trials", Tuning with { Trials = 0, Search = SearchMethod.Random } },
        { "Protocol", Tuning with { Protocol = ProtocolSpec.None } },
        { "Parameters", Tuning with { Parameters = [] } },
        { "Parameters", Tuning with { Parameters = ["model.neighbours"] } },
        { "Parameters", Tuning with { Parameters = ["model.neighbours=1..3"] } },
        { "Parameters", Tuning with { Parameters = ["model.neighbours=1,2", "model.neighbours=3"] } },
        { "Folds", Comparison with { Folds = 1 } },
        { "Threads", Comparison with { Threads = 0 } },
        { "Recipes", Comparison with { Recipes = [] } },
        { "Protocols", Comparison with { Protocols = [] } },
        { "Protocols", Comparison with { Protocols = [ProtocolSpec.Random(), ProtocolSpec.None] } },
        { "Threads", new EvaluationOptions { Data = ["x"], Threads = 0 } },
        { "Data", new EvaluationOptions { Data = [] } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void An_option_that_cannot_work_is_named_before_any_work(string option, object options)
    {
        var refused = Should.Throw<ExperimentOptionException>(() => Make(options));
        refused.Option.ShouldBe(option);
        refused.Message.ShouldStartWith(option + ": ");
        refused.Message.ShouldNotContain("(Parameter");
    }

    [Fact]
    public void What_can_work_is_taken()
    {
        foreach (var options in new object[] { Training, Tuning, Comparison }) Make(options);
        Make(Tuning with { Parameters = ["model.neighbours=1..3"], Search = SearchMethod.Random });
        Should.Throw<RecipeException>(() => Make(Tuning with { Parameters = ["model.neighbors=1,2"] }));
    }

    private static object Make(object options) => options switch
    {
        TrainingRunOptions o => new TrainingRun(o),
        TuningOptions o => new TuningRun(o),
        ComparisonOptions o => new ModelComparison(o),
        DataOptions o => Checked(o),
        _ => throw new ArgumentException("There is no such experiment."),
    };

    private static DataOptions Checked(DataOptions options)
    {
        options.Validate();
        return options;
    }
}
