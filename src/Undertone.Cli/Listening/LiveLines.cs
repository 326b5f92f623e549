using Undertone.Cli.Terminals;
using Undertone.Recognition.Inference;

namespace Undertone.Cli.Listening;

/// <summary>A line an answer, and a summary: for pipes and logs.</summary>
internal sealed class LiveLines(Terminal terminal) : ILiveOutput
{
    public void Heard(LiveState state)
    {
    }

    public void Answered(LiveState state, StreamingPrediction answer) => Print(LiveText.Line(answer));

    public void Said(LiveState state, double startSeconds, double endSeconds, string words) =>
        Print(LiveText.Line(startSeconds, endSeconds, words));

    public void Warn(LiveState state, string message) => terminal.Message(message);

    public void Stop()
    {
    }

    public void End(LiveState state)
    {
        foreach (var line in LiveText.Summary(state)) Print(line);
    }

    public void Dispose()
    {
    }

    private void Print(string line)
    {
        terminal.Output.WriteLine(line);
        terminal.Output.Flush();
    }
}
