using System.Diagnostics;
using Xunit.Abstractions;

namespace Undertone.Cli.Tests.Pages;

/// <summary>
/// The command lines of each page, one after another, as a shell runs them in a folder that holds the files the pages speak of. What they
/// do is tested elsewhere; here they must end well.
/// </summary>
public sealed class PageRunTests(PageFolder prepared, ITestOutputHelper log) : IClassFixture<PageFolder>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Lines that are parsed alone, by how they begin, and why.</summary>
    private static readonly Dictionary<string, string> NotRun = new(StringComparer.Ordinal)
    {
        ["undertone serve"] = "answers until it is stopped; the tests of the service start it",
        ["out/undertone serve"] = "the same",
        ["undertone worker"] = "answers until it is stopped; the tests of the service start it with a broker",
        ["undertone enqueue"] = "needs a broker; the same",
        ["undertone runs show latest --json | curl"] = "asks such a service",
        ["undertone models import wavlm/model.onnx"] = "needs ONNX Runtime; the tests of Undertone.Onnx import a model",
        ["undertone compare --data RAVDESS --recipes base,svm@wavlm"] = "needs ONNX Runtime and minutes",
        ["undertone listen"] = "needs a microphone; the tests of listening have one",
        ["arecord "] = "needs a microphone",
        ["undertone compare --data CORPUS --recipes svm,mlp --slurm partition=main,cpus=2"] = "needs Slurm; its tests start one",
        ["undertone jobs status compare-plan --follow"] = "the same",
        ["ssh "] = "needs another machine",
        ["undertone train --data RAVDESS EmoDB EMOVO nEMO --recipe base"] = "an hour on four corpora",
        ["undertone compare --data RAVDESS --recipes svm,mlp,cnn-bilstm,transformer"] = "minutes; a shorter comparison is run",
    };

    public static TheoryData<string> Pages() =>
        [.. ShownCommand.InBlocks.Where(c => !c.IsForm && c.Page != "docs/results.md").Select(c => c.Page).Distinct()];

    [SlowUnixTheory]
    [MemberData(nameof(Pages))]
    public void The_lines_of_a_page_run(string page)
    {
        using var folder = prepared.Copy();
        foreach (var command in ShownCommand.InBlocks.Where(c => c.Page == page && !c.IsForm))
        {
            if (NotRun.Keys.FirstOrDefault(k => command.Text.StartsWith(k, StringComparison.Ordinal)) is { } known)
            {
                log.WriteLine($"not run: {command.Text} ({NotRun[known]})");
                continue;
            }

            if (command.Text.StartsWith("ffmpeg ", StringComparison.Ordinal) && !Tier.HasCommand("ffmpeg"))
            {
                log.WriteLine($"not run: {command.Text} (no ffmpeg here)");
                continue;
            }

            var clock = Stopwatch.StartNew();
            var (code, told) = folder.Run(command, Patience);
            log.WriteLine($"{clock.Elapsed.TotalSeconds:0.0} s: {command.Text}");
            code.ShouldBe(0, $"{page}, line {command.Line}: {command.Text}\n{told}");
        }
    }

    [Fact]
    public void Every_line_that_is_not_run_is_still_on_a_page() =>
        NotRun.Keys.Where(k => !ShownCommand.InBlocks.Any(c => c.Text.StartsWith(k, StringComparison.Ordinal))).ShouldBeEmpty();
}
