using System.CommandLine;
using System.Text.Json.Nodes;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Cli.Texts;
using Undertone.Recognition.Training;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone cache info|clear</c></summary>
internal static class CacheCommand
{
    public static Command Create(Terminal terminal)
    {
        var cache = CommonOptions.Cache();
        var json = CommonOptions.Json();
        var info = new Command("info", "Where the feature cache is and how large.") { cache, json };
        info.SetAction(parsed =>
        {
            var folder = parsed.GetValue(cache) ?? CacheFolder.Default();
            var (files, bytes) = new FeatureCache(folder).Size();
            if (parsed.GetValue(json))
            {
                JsonOutput.Write(terminal.Output, new JsonObject { ["folder"] = folder, ["files"] = files, ["bytes"] = bytes });
            }
            else
            {
                terminal.Output.WriteLine(FormattableString.Invariant($"{folder}: {files} files, {bytes / 1e6:0.0} MB"));
            }

            return ExitCode.Done;
        });
        var clear = new Command("clear", "Delete the feature cache; it fills again when it is needed.") { cache };
        clear.SetAction(parsed =>
        {
            var folder = parsed.GetValue(cache) ?? CacheFolder.Default();
            var files = OutputFile.Guard(folder, "What is left can be deleted by hand.", () =>
            {
                var features = new FeatureCache(folder);
                var count = features.Size().Files;
                features.Clear();
                return count;
            });
            terminal.Message($"{folder}: {files} files deleted");
            return ExitCode.Done;
        });
        return new Command("cache", "The feature cache.") { info, clear };
    }
}
