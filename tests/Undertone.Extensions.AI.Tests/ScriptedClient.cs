using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Undertone.Extensions.AI.Tests;

/// <summary>An inner client that reads all the audio and says what it is told to.</summary>
internal sealed class ScriptedClient(params (string Text, double? Start, double? End)[] lines) : ISpeechToTextClient
{
    /// <summary>What <see cref="GetTextAsync"/> hands out.</summary>
    public SpeechToTextResponse Response { get; } = new(string.Join(' ', lines.Select(l => l.Text)));

    /// <summary>The stream that it was given.</summary>
    public Stream? Audio { get; private set; }

    /// <summary>Where that stream stood.</summary>
    public long Position { get; private set; }

    /// <summary>What it read.</summary>
    public byte[] Heard { get; private set; } = [];

    public SpeechToTextOptions? Options { get; private set; }

    /// <summary>What happens before each answer.</summary>
    public Func<CancellationToken, Task> Before { get; init; } = _ => Task.CompletedTask;

    public bool Disposed { get; private set; }

    public async Task<SpeechToTextResponse> GetTextAsync(
        Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default)
    {
        await Hear(audioSpeechStream, options, cancellationToken);
        await Before(cancellationToken);
        return Response;
    }

    public async IAsyncEnumerable<SpeechToTextResponseUpdate> GetStreamingTextAsync(
        Stream audioSpeechStream, SpeechToTextOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Hear(audioSpeechStream, options, cancellationToken);
        foreach (var (text, start, end) in lines)
        {
            await Before(cancellationToken);
            yield return new SpeechToTextResponseUpdate(text)
            {
                StartTime = start is { } s ? TimeSpan.FromSeconds(s) : null,
                EndTime = end is { } e ? TimeSpan.FromSeconds(e) : null,
            };
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose() => Disposed = true;

    private async Task Hear(Stream audio, SpeechToTextOptions? options, CancellationToken cancellationToken)
    {
        (Audio, Options, Position) = (audio, options, audio.CanSeek ? audio.Position : -1);
        using var bytes = new MemoryStream();
        await audio.CopyToAsync(bytes, cancellationToken);
        Heard = bytes.ToArray();
    }
}
