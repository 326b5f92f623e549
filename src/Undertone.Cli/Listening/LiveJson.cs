using System.Buffers;
using System.Text;
using System.Text.Json;
using Undertone.Cli.Terminals;
using Undertone.Recognition.Inference;

namespace Undertone.Cli.Listening;

/// <summary>A line of JSON an answer, as an element of <c>segments</c>; the summary goes to standard error.</summary>
internal sealed class LiveJson(Terminal terminal) : ILiveOutput
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public void Heard(LiveState state)
    {
    }

    public void Answered(LiveState state, StreamingPrediction answer) => Print(json => PredictionJson.Write(json, answer));

    public void Said(LiveState state, double startSeconds, double endSeconds, string words) => Print(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("startSeconds", startSeconds);
        json.WriteNumber("endSeconds", endSeconds);
        json.WriteString("text", words);
        json.WriteEndObject();
    });

    public void Warn(LiveState state, string message) => terminal.Message(message);

    public void Stop()
    {
    }

    public void End(LiveState state)
    {
        foreach (var line in LiveText.Summary(state)) terminal.Message(line);
    }

    public void Dispose()
    {
    }

    private void Print(Action<Utf8JsonWriter> write)
    {
        using (var json = new Utf8JsonWriter(_bytes, PredictionJson.LineOptions)) write(json);
        terminal.Output.WriteLine(Encoding.UTF8.GetString(_bytes.WrittenSpan));
        terminal.Output.Flush();
        _bytes.ResetWrittenCount();
    }
}
