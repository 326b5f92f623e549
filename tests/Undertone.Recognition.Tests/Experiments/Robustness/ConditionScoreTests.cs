using Undertone.Recognition.Experiments.Robustness;

namespace Undertone.Recognition.Tests.Experiments.Robustness;

public class ConditionScoreTests
{
    private static readonly Condition Some = new("some", "Some", t => t.Clip);

    [Fact]
    public void Shares_and_recall_are_those_counted_by_hand()
    {
        int[] truth = [0, 0, 0, 0, 1, 1];
        Answer[] clean = [new(0, false), new(0, false), new(1, true), new(-1, false), new(1, false), new(0, true)];
        Answer[] noisy = [new(0, true), new(-1, false), new(1, true), new(0, false), new(1, false), new(1, false)];
        var row = ConditionScore.Of(Some, truth, clean, noisy);
        (row.Name, row.Title, row.Missing).ShouldBe(("some", "Some", null));
        // 2 of 4 and 2 of 2 right; of the 5 that were answered clean, 3 stay.
        row.Uar!.Value.ShouldBe(0.75, 1e-12);
        row.Kept!.Value.ShouldBe(3 / 5.0, 1e-12);
        row.NoSpeech!.Value.ShouldBe(1 / 6.0, 1e-12);
        row.Uncertain!.Value.ShouldBe(2 / 6.0, 1e-12);
        ConditionScore.Of(Some, truth, clean, clean).Kept.ShouldBe(1);
    }

    [Fact]
    public void Where_nothing_is_answered_all_is_wrong_and_nothing_can_be_kept()
    {
        Answer[] none = [new(-1, false), new(-1, false)];
        var row = ConditionScore.Of(Some, [0, 1], none, none);
        (row.Uar, row.Kept, row.NoSpeech, row.Uncertain).ShouldBe((0, null, 1, 0));
    }

    [Fact]
    public void A_condition_that_was_not_tried_has_no_numbers()
    {
        var row = ConditionScore.Of(Some with { Missing = "no codec" }, [0], [new(0, false)], [default]);
        (row.Missing, row.Uar, row.Kept, row.NoSpeech, row.Uncertain).ShouldBe(("no codec", null, null, null, null));
    }
}
