using System.Globalization;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Experiments.Units;

/// <summary>
/// A plan and what its units leave, as files that any number of machines share: <c>plan.json</c>, a folder <c>units/N</c> for each unit
/// that is whole, and <c>logs</c>. A unit works under another name and is renamed when it is done, so there are no locks.
/// </summary>
public sealed class PlanFolder
{
    private const string PlanFile = "plan.json";

    private PlanFolder(string path, UnitPlan plan) => (FullPath, Plan) = (path, plan);

    /// <summary>The folder.</summary>
    public string FullPath { get; }

    /// <summary>The plan.</summary>
    public UnitPlan Plan { get; }

    /// <summary>Makes the folder of a plan; one with the very same plan is taken as it is.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="plan">The plan.</param>
    /// <exception cref="InvalidDataException">There is another plan, or something else, in the folder.</exception>
    public static PlanFolder Create(string path, UnitPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var folder = new PlanFolder(Path.GetFullPath(path), plan);
        var file = folder.PathOf(PlanFile);
        if (!File.Exists(file) && Directory.Exists(folder.FullPath) && Directory.EnumerateFileSystemEntries(folder.FullPath).Any())
            throw new InvalidDataException($"{path}: this folder is not empty and holds no plan; name another one.");
        if (File.Exists(file) && File.ReadAllText(file) != JsonFile.TextOf(plan.ToJson()))
            throw new InvalidDataException($"{path}: this folder holds another plan; name another one, or delete it.");
        if (!File.Exists(file)) JsonFile.Write(file, plan.ToJson());
        return folder;
    }

    /// <summary>Opens the folder of a plan.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="FileNotFoundException">There is no plan in it.</exception>
    /// <exception cref="InvalidDataException">The plan is damaged.</exception>
    public static PlanFolder Open(string path)
    {
        var file = Path.Combine(Path.GetFullPath(path), PlanFile);
        if (!File.Exists(file))
        {
            throw new FileNotFoundException(
                $"{path}: this is no folder of a plan ({PlanFile} is missing); 'undertone jobs plan' makes one.", file);
        }

        try
        {
            return new PlanFolder(Path.GetFullPath(path), UnitPlan.FromJson(JsonFile.Read(file)));
        }
        catch (DamagedJsonException e)
        {
            throw new InvalidDataException($"{file}: this file is damaged ({e.Message.TrimEnd('.')}); plan anew.", e);
        }
    }

    /// <summary>The folder of a unit that is whole.</summary>
    /// <param name="unit">The unit.</param>
    public string FolderOf(PlannedUnit unit) => PathOf("units", NumberOf(unit));

    /// <summary>The file of what a unit's last trial noted.</summary>
    /// <param name="unit">The unit.</param>
    public string LogOf(PlannedUnit unit) => PathOf("logs", NumberOf(unit) + ".log");

    /// <summary>Whether a unit is whole.</summary>
    /// <param name="unit">The unit.</param>
    public bool IsWhole(PlannedUnit unit) => Directory.Exists(FolderOf(unit));

    /// <summary>How far each unit is, in the order of their numbers.</summary>
    public IReadOnlyList<UnitStatus> States() => [.. Plan.Units.Select(StateOf)];

    /// <summary>Does a unit, unless it is whole. Where another process has done it meanwhile, its files are kept and compared.</summary>
    /// <param name="work">What the command divides into.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="observer">Told of progress and notes.</param>
    /// <param name="cancellationToken">Ends the work; nothing of the unit is left.</param>
    /// <exception cref="InvalidDataException">
    /// The unit's files are no longer those that were planned, or another process left other bytes for it.
    /// </exception>
    public void Execute(DividedWork work, PlannedUnit unit, IExperimentObserver observer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(unit);
        if (IsWhole(unit)) return;
        if (File.Exists(FailureOf(unit))) File.Delete(FailureOf(unit));
        DeleteLeftovers(unit);
        Plan.CheckFiles(FullPath, work, unit);
        var temporary = AtomicFile.Unfinished(FolderOf(unit));
        Directory.CreateDirectory(PathOf("units"));
        try
        {
            work.Units[unit.Number - 1].Work(temporary, observer, cancellationToken);
            if (unit.Leaves.FirstOrDefault(f => !File.Exists(Path.Combine(temporary, f))) is { } missing)
                throw new InvalidDataException($"{FullPath}: the unit {unit.Name} did not leave {missing}; plan anew with this version.");
            Publish(temporary, unit);
        }
        finally
        {
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        }
    }

    /// <summary>Keeps why a unit failed, until it is tried again.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="reason">A sentence for people.</param>
    public void RecordFailure(PlannedUnit unit, string reason) => AtomicFile.WriteText(FailureOf(unit), reason + "\n");

    /// <summary>The folders of all units, in the order of their numbers.</summary>
    /// <exception cref="InvalidDataException">Some are not whole; the message names them.</exception>
    public IReadOnlyList<string> Parts()
    {
        UnitStatus[] open = [.. States().Where(s => s.State != UnitState.Whole)];
        if (open.Length == 0) return [.. Plan.Units.Select(FolderOf)];
        var names = open.Select(s => $"{NumberOf(s.Unit)} {s.Unit.Name}{Failed(s)}");
        throw new InvalidDataException(
            FormattableString.Invariant($"{FullPath}: {open.Length} of {Plan.Units.Count} units are not whole: ")
            + $"{string.Join(", ", names)}. Do them with 'undertone jobs run {FullPath} --all'.");

        static string Failed(UnitStatus status) =>
            status.State != UnitState.Failed ? "" : status.Log is { } log ? $" (failed, {log})" : " (failed)";
    }

    private void Publish(string temporary, PlannedUnit unit)
    {
        var folder = FolderOf(unit);
        try
        {
            Directory.Move(temporary, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            if (FolderDifference.First(folder, temporary) is { } difference)
            {
                throw new InvalidDataException(
                    $"{folder}: another process did the unit {unit.Name} to other bytes ({difference}), so the machines do not compute "
                    + "alike. Do all units on machines of one kind: delete this folder and do the unit again.");
            }
        }
    }

    /// <summary>Clears away what processes of this machine that are no more left of a unit.</summary>
    private void DeleteLeftovers(PlannedUnit unit)
    {
        var units = PathOf("units");
        if (!Directory.Exists(units)) return;
        var prefix = Path.GetFileName(OwnPrefix(unit));
        foreach (var left in Directory.GetDirectories(units, prefix + "*.tmp"))
        {
            var process = Path.GetFileName(left)[prefix.Length..].Split('-')[0];
            if (int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && !Lives(id))
                DeleteQuietly(left);
        }
    }

    private static void DeleteQuietly(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // Another process clears it away, too.
        }
    }

    private static bool Lives(int process)
    {
        try
        {
            using var found = System.Diagnostics.Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private UnitStatus StateOf(PlannedUnit unit)
    {
        var log = File.Exists(LogOf(unit)) ? LogOf(unit) : null;
        if (IsWhole(unit)) return new UnitStatus(unit, UnitState.Whole, log, null);
        return ReadFailure(unit) is { } reason
            ? new UnitStatus(unit, UnitState.Failed, log, reason)
            : new UnitStatus(unit, UnitState.Missing, log, null);
    }

    /// <summary>Why a unit failed; null where it did not, or another process tries it again just now.</summary>
    private string? ReadFailure(PlannedUnit unit)
    {
        try
        {
            return File.Exists(FailureOf(unit)) ? File.ReadAllText(FailureOf(unit)).TrimEnd('\n') : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    // As AtomicFile.Unfinished begins them.
    private string OwnPrefix(PlannedUnit unit) => $"{FolderOf(unit)}.{AtomicFile.Machine}-";

    private string FailureOf(PlannedUnit unit) => PathOf("logs", NumberOf(unit) + ".failed");

    private string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([FullPath, .. parts]);

    private static string NumberOf(PlannedUnit unit) => unit.Number.ToString(CultureInfo.InvariantCulture);
}
