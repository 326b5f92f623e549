namespace Undertone.Cli.Tests;

/// <summary>What experiments refuse on the command line, before any work and in words of the command line.</summary>
public sealed class ExperimentOptionTests
{
    public static TheoryData<string[]> CommandsWithThreads => new()
    {
        { ["train", "--data", ".", "--recipe", "mlp"] },
        { ["train", "--resume", "no-such-run"] },
        { ["evaluate", "--data", "."] },
        { ["compare", "--data", ".", "--recipes", "mlp"] },
        { ["tune", "--data", ".", "--recipe", "knn", "--grid", "model.neighbours=1,2"] },
        { ["predict", "x.wav"] },
        { ["corpus", "check", "."] },
    };

    [Theory]
    [MemberData(nameof(CommandsWithThreads))]
    public void A_number_of_threads_below_one_is_a_fault_of_the_command_line(string[] command)
    {
        foreach (var threads in new[] { "0", "-1", "-2147483648" })
        {
            var outcome = Cli.Run([.. command, "--threads", threads]);
            outcome.Code.ShouldBe(2, outcome.Error);
            outcome.Error.ShouldContain("--threads wants a number of at least 1");
        }

        Cli.Run([.. command, "--threads", "many"]).Code.ShouldBe(2);
    }

    [Theory]
    [InlineData("--folds", "train", "--data", ".", "--recipe", "knn", "--folds", "1")]
    [InlineData("--folds", "compare", "--data", ".", "--recipes", "knn", "--folds", "0")]
    [InlineData("--recipes", "compare", "--data", ".", "--recipes", ",")]
    [InlineData("--inner-folds", "tune", "--data", ".", "--recipe", "knn", "--grid", "model.neighbours=1,2", "--inner-folds", "1")]
    [InlineData("--trials", "tune", "--data", ".", "--recipe", "knn", "--grid", "model.neighbours=1,2", "--trials", "5")]
    [InlineData("--grid", "tune", "--data", ".", "--recipe", "knn", "--grid", "model.neighbours=1..3")]
    [InlineData("--grid", "tune", "--data", ".", "--recipe", "knn", "--grid", "model.neighbours=1,1")]
    [InlineData("'none'", "tune", "--data", ".", "--recipe", "knn", "--grid", "model.neighbours=1,2", "--protocol", "none")]
    [InlineData("--corpus", "train", "--data", ".", "--recipe", "knn", "--corpus", " ")]
    [InlineData("--labels", "train", "--data", ".", "--recipe", "knn", "--labels", "one,")]
    public void An_option_that_cannot_work_is_named_as_it_was_written(string option, params string[] args)
    {
        var outcome = Cli.Run(args);
        outcome.Code.ShouldBe(2, outcome.Error);
        outcome.Error.ShouldStartWith("undertone: " + option);
        outcome.Error.ShouldNotContain("(Parameter");
    }
}
