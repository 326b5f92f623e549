using System.Text.Json.Nodes;
using Undertone.Recognition.Files;

namespace Undertone.Cli.Tests;

/// <summary>The folder of a comparison that was merged from units, beside that of one process.</summary>
internal static class ComparisonFolders
{
    /// <summary>Compares every byte, once the merged one has the times of the other: those of training are unknown to a merge.</summary>
    public static void ShouldBeEqualButForTimes(string one, string many, int recipes, string cache)
    {
        var costs = FolderDifference.FilesOf(one).Where(f => Path.GetFileName(f) == "cost.json").ToArray();
        costs.Length.ShouldBe(recipes);
        foreach (var cost in costs)
        {
            JsonNode.Parse(File.ReadAllText(Path.Combine(many, cost)))!["trainingSeconds"].ShouldBeNull("nothing was trained by the merge");
            File.Copy(Path.Combine(one, cost), Path.Combine(many, cost), overwrite: true);
        }

        // The same times, and so all else the same.
        var again = Cli.Run("compare", "--resume", many, "--cache", cache);
        again.Code.ShouldBe(0, again.Error);
        FolderDifference.First(one, many).ShouldBeNull();
    }
}
