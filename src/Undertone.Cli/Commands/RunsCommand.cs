using System.CommandLine;
using System.Text.Json.Nodes;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Cli.Texts;
using Undertone.Recognition.Experiments;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone runs list|show|compare|tag|note|delete</c></summary>
internal static class RunsCommand
{
    public static Command Create(Terminal terminal, CancellationToken cancellation) =>
        new("runs", "Runs of train, tune and compare: what there is, what came of it, and notes of your own.")
        {
            CreateList(terminal),
            CreateShow(terminal),
            CreateCompare(terminal, cancellation),
            CreateTag(terminal),
            CreateNote(terminal),
            CreateDelete(terminal),
        };

    private static Command CreateList(Terminal terminal)
    {
        var runs = CommonOptions.Runs();
        var tag = new Option<string?>("--tag") { Description = "Only runs with this tag.", HelpName = "TAG" };
        var recipe = new Option<string?>("--recipe") { Description = "Only runs of this recipe.", HelpName = "R" };
        var json = CommonOptions.Json();
        var command = new Command("list", "All runs, oldest first.") { runs, tag, recipe, json };
        command.SetAction(parsed =>
        {
            var (wanted, name) = (parsed.GetValue(tag), parsed.GetValue(recipe));
            var all = RunSummary.All(parsed.GetValue(runs)!)
                .Where(r => (wanted is null || r.Notes.Tags.Contains(wanted)) && (name is null || r.Recipes.Contains(name))).ToArray();
            if (parsed.GetValue(json)) JsonOutput.Write(terminal.Output, new JsonArray([.. all.Select(r => (JsonNode)r.ToJson())]));
            else if (all.Length > 0) RunText.WriteList(terminal.Output, all);
            else terminal.Message($"{parsed.GetValue(runs)}: no such runs; 'undertone train' makes one, --runs names another folder");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateShow(Terminal terminal)
    {
        var (run, runs, json) = (Existing(), CommonOptions.Runs(), CommonOptions.Json());
        var command = new Command("show", "What a run was made of and what came of it.") { run, runs, json };
        command.SetAction(parsed =>
        {
            var found = RunFolders.Find(parsed.GetValue(run)!, parsed.GetValue(runs)!);
            Print(terminal, parsed.GetValue(json), found);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateCompare(Terminal terminal, CancellationToken cancellation)
    {
        var many = new Argument<string[]>("RUN")
        {
            Description = "Finished training runs that were tested in the same folds: folders, names, latest or latest:RECIPE.",
            Arity = new ArgumentArity(2, 1000),
        }.Suggesting(KnownWords.OfRuns);
        var (runs, json) = (CommonOptions.Runs(), CommonOptions.Json());
        var command = new Command("compare", "Set finished runs side by side: one table, one report; nothing is trained.")
        {
            many, runs, json,
        };
        command.SetAction(parsed =>
        {
            var folders = parsed.GetValue(many)!.Select(r => RunFolders.Find(r, parsed.GetValue(runs)!, RunKind.Train).Folder).ToArray();
            return CompareCommand.SideBySide(terminal, folders, parsed.GetValue(runs)!, parsed.GetValue(json), cancellation);
        });
        return command;
    }

    private static Command CreateTag(Terminal terminal)
    {
        var (run, runs, json) = (Existing(), CommonOptions.Runs(), CommonOptions.Json());
        var tags = new Argument<string[]>("TAG") { Description = "Words to find the run by.", Arity = ArgumentArity.OneOrMore };
        var remove = new Option<bool>("--remove") { Description = "Take the tags away." };
        var command = new Command("tag", "Add tags to a run, or take them away.") { run, tags, remove, runs, json };
        command.SetAction(parsed =>
        {
            var (words, away) = (parsed.GetValue(tags)!, parsed.GetValue(remove));
            Write(terminal, parsed.GetValue(json), RunFolders.Find(parsed.GetValue(run)!, parsed.GetValue(runs)!), notes =>
                notes.With(away ? [] : words, away ? words : []));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateNote(Terminal terminal)
    {
        var (run, runs, json) = (Existing(), CommonOptions.Runs(), CommonOptions.Json());
        var text = new Argument<string?>("TEXT") { Description = "The note; the one before is replaced.", Arity = ArgumentArity.ZeroOrOne };
        var remove = new Option<bool>("--remove") { Description = "Take the note away." };
        var command = new Command("note", "Write a note on a run, or take it away.") { run, text, remove, runs, json };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(text) is null != parsed.GetValue(remove))
                throw new UsageException("runs note needs either TEXT or --remove.");
            Write(terminal, parsed.GetValue(json), RunFolders.Find(parsed.GetValue(run)!, parsed.GetValue(runs)!), notes =>
                notes with { Text = parsed.GetValue(text) ?? "" });
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateDelete(Terminal terminal)
    {
        var (runs, json) = (CommonOptions.Runs(), CommonOptions.Json());
        var many = new Argument<string[]>("RUN")
        {
            Description = "Run folders, their names, latest or latest:RECIPE.",
            Arity = ArgumentArity.OneOrMore,
        }.Suggesting(KnownWords.OfRuns);
        var yes = new Option<bool>("--yes") { Description = "Do not ask." };
        var command = new Command("delete", "Delete runs with everything in their folders.") { many, yes, runs, json };
        command.SetAction(parsed =>
        {
            var found = parsed.GetValue(many)!.Select(r => RunFolders.Find(r, parsed.GetValue(runs)!)).DistinctBy(r => r.Folder).ToArray();
            if (!parsed.GetValue(yes) && !Confirmed(terminal, found))
            {
                terminal.Message("nothing was deleted");
                return ExitCode.Failed;
            }

            foreach (var run in found)
            {
                OutputFile.Guard(run.Folder, "What is left can be deleted by hand.", () =>
                {
                    Delete(run.Folder);
                    return true;
                });
                if (!parsed.GetValue(json)) terminal.Message($"{run.Folder}: deleted");
            }

            if (!parsed.GetValue(json)) return ExitCode.Done;
            var folders = new JsonArray([.. found.Select(r => (JsonNode)JsonValue.Create(r.Folder))]);
            JsonOutput.Write(terminal.Output, new JsonObject { ["deleted"] = folders });
            return ExitCode.Done;
        });
        return command;
    }

    private static Argument<string> Existing() =>
        new Argument<string>("RUN") { Description = "A run folder, its name, latest or latest:RECIPE." }.Suggesting(KnownWords.OfRuns);

    private static bool Confirmed(Terminal terminal, RunSummary[] runs)
    {
        foreach (var run in runs)
        {
            var files = new DirectoryInfo(run.Folder).GetFiles("*", SearchOption.AllDirectories);
            terminal.Complain(FormattableString.Invariant($"{run.Folder}: {files.Length} files, {files.Sum(f => f.Length) / 1e6:0.0} MB"));
        }

        return terminal.Ask($"Delete {(runs.Length == 1 ? "this run" : "these runs")} for good? [y/N] ")
            ?? throw new UsageException("runs delete asks before it deletes, and nobody can answer here: give --yes.");
    }

    // Under another name first: a folder that is half deleted is no run that could be gone on with.
    private static void Delete(string folder)
    {
        var gone = $"{folder}.{Environment.ProcessId}.tmp";
        Directory.Move(folder, gone);
        Directory.Delete(gone, recursive: true);
    }

    private static void Write(Terminal terminal, bool json, RunSummary run, Func<RunNotes, RunNotes> change)
    {
        var notes = change(RunNotes.Load(run.Folder));
        OutputFile.Guard(run.Folder, "The notes before are as they were.", () =>
        {
            notes.Save(run.Folder);
            return true;
        });
        if (json) JsonOutput.Write(terminal.Output, (run with { Notes = notes }).ToJson());
        else terminal.Message($"{run.Name}: {RunText.Notes(notes)}");
    }

    private static void Print(Terminal terminal, bool json, RunSummary run)
    {
        if (!json)
        {
            RunText.Write(terminal.Output, run);
            return;
        }

        var described = run.ToJson();
        described["evaluation"] = RunText.Evaluation(run);
        JsonOutput.Write(terminal.Output, described);
    }
}
