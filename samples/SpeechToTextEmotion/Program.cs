// The text of a recording with the emotion it is said in, whoever makes the text: ScriptedClient stands in for Whisper.
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Undertone.Extensions.AI;
using Undertone.Recognition.Inference;

using var recognizer = EmotionRecognizer.LoadBuiltIn();
using var client = new ScriptedClient().AsBuilder().UseEmotion(recognizer).Build();
await using var audio = File.OpenRead(args.Length > 0 ? args[0] : "samples/audio/neutral-synthetic.wav");
var response = await client.GetTextAsync(audio);
Console.WriteLine($"{response.Text}: {response.GetEmotion()}");
audio.Position = 0;
await foreach (var update in client.GetStreamingTextAsync(audio)) Console.WriteLine($"{update.Text}: {update.GetEmotion()}");

internal sealed class ScriptedClient : ISpeechToTextClient
{
    private static readonly string[] Words = ["Good morning.", "Who is there?"];

    public Task<SpeechToTextResponse> GetTextAsync(Stream audio, SpeechToTextOptions? options, CancellationToken cancellationToken) =>
        Task.FromResult(new SpeechToTextResponse(string.Join(' ', Words)));

    public async IAsyncEnumerable<SpeechToTextResponseUpdate> GetStreamingTextAsync(
        Stream audio, SpeechToTextOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var i = 0; i < Words.Length; i++)
        {
            await Task.Yield();
            yield return new(Words[i]) { StartTime = TimeSpan.FromSeconds(i), EndTime = TimeSpan.FromSeconds(i + 1) };
        }
    }

    public object? GetService(Type serviceType, object? serviceKey) => null;

    public void Dispose()
    {
    }
}
