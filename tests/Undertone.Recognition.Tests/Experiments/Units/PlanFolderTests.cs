using Undertone.Recognition.Experiments;
using Undertone.Recognition.Experiments.Units;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Tests.Experiments.Units;

public sealed class PlanFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-plans-").FullName;

    private string PlanPath => Path.Combine(_folder, "plan");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_a_plan_tells_is_read_back()
    {
        var work = Work("a.wav", (folder, _) => Leave(folder, "x"));
        var made = PlanFolder.Create(PlanPath, UnitPlan.Of(["predict", "a, \"b\""], work with { ShardFiles = 7 }));
        var read = PlanFolder.Open(PlanPath).Plan;
        JsonFile.TextOf(read.ToJson()).ShouldBe(JsonFile.TextOf(made.Plan.ToJson()));
        read.Command.ShouldBe(["predict", "a, \"b\""]);
        read.ShardFiles.ShouldBe(7);
        read.Files[0].Texts.ShouldBe(["one", ""]);
        read.CheckShared(PlanPath, work);
        var other = Work("b.wav", (_, _) => { });
        Should.Throw<InvalidDataException>(() => read.CheckFiles(PlanPath, other, read.Units[0])).Message.ShouldContain("a.wav is gone");
    }

    [Fact]
    public void A_second_result_with_other_bytes_is_refused_and_the_first_stays()
    {
        var work = Work("a.wav", (folder, nth) =>
        {
            // While the first works, a second process ends.
            var faster = Work("a.wav", (own, _) => Leave(own, "first"));
            if (nth == 1) PlanFolder.Open(PlanPath).Execute(faster, Unit(), SilentObserver.Instance);
            Leave(folder, "second");
        });
        var plan = PlanFolder.Create(PlanPath, UnitPlan.Of(["predict"], work));
        Should.Throw<InvalidDataException>(() => plan.Execute(work, Unit(), SilentObserver.Instance)).Message
            .ShouldContain("another process did the unit one to other bytes (out.txt differs at byte 0)");
        File.ReadAllText(Path.Combine(plan.FolderOf(Unit()), "out.txt")).ShouldBe("first");
        Directory.GetFileSystemEntries(Path.Combine(PlanPath, "units")).Length.ShouldBe(1, "nothing half-made is left");

        PlannedUnit Unit() => PlanFolder.Open(PlanPath).Plan.Units[0];
    }

    [Fact]
    public void A_unit_that_leaves_less_than_planned_is_not_whole()
    {
        var work = Work("a.wav", (folder, _) => Directory.CreateDirectory(folder));
        var plan = PlanFolder.Create(PlanPath, UnitPlan.Of(["predict"], work));
        var unit = plan.Plan.Units[0];
        Should.Throw<InvalidDataException>(() => plan.Execute(work, unit, SilentObserver.Instance)).Message
            .ShouldContain("the unit one did not leave out.txt");
        plan.States()[0].State.ShouldBe(UnitState.Missing);
        plan.RecordFailure(unit, "why");
        plan.States()[0].ShouldBe(new UnitStatus(unit, UnitState.Failed, null, "why"));
        Should.Throw<InvalidDataException>(plan.Parts).Message.ShouldContain("1 of 1 units are not whole: 1 one (failed). Do them");
    }

    [Fact]
    public void A_folder_with_something_else_in_it_gets_no_plan()
    {
        File.WriteAllText(Path.Combine(_folder, "letter"), "");
        var plan = UnitPlan.Of(["predict"], Work("a.wav", (_, _) => { }));
        Should.Throw<InvalidDataException>(() => PlanFolder.Create(_folder, plan)).Message.ShouldContain("is not empty and holds no plan");
    }

    private static void Leave(string folder, string text) => AtomicFile.WriteText(Path.Combine(folder, "out.txt"), text);

    private static DividedWork Work(string file, Action<string, int> work)
    {
        var times = 0;
        return new DividedWork(
            [WorkInput.OfText("a setting", "7")], [WorkInput.OfFile(file).With(["one", ""])],
            [new WorkUnit("one", 0, 1, (folder, _, _) => work(folder, ++times)) { Leaves = ["out.txt"] }]);
    }
}
