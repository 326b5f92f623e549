using Undertone.Fleet.Queues;
using Undertone.Fleet.Stores;

namespace Undertone.Serve.Tests.Queues;

/// <summary>A folder of recordings, each another one.</summary>
internal sealed class Clips : IDisposable
{
    private const int HeaderBytes = 44;

    /// <param name="count">How many.</param>
    /// <param name="times">How often the speech is in each: 1.9 s a time.</param>
    public Clips(int count, int times = 1)
    {
        // Speech that begins at another sample in each.
        var once = File.ReadAllBytes(Service.Clip);
        var speech = once.Concat(Enumerable.Repeat(once[HeaderBytes..], times - 1).SelectMany(b => b)).ToArray();
        BitConverter.TryWriteBytes(speech.AsSpan(4), speech.Length - 8);
        BitConverter.TryWriteBytes(speech.AsSpan(HeaderBytes - 4), speech.Length - HeaderBytes);
        for (var i = 0; i < count; i++)
        {
            var clip = speech.ToArray();
            speech.AsSpan(HeaderBytes, speech.Length - HeaderBytes - (8 * i % 8000)).CopyTo(clip.AsSpan(HeaderBytes + (8 * i % 8000)));
            // The number in the last samples, where several begin alike.
            BitConverter.TryWriteBytes(clip.AsSpan(clip.Length - 4), i);
            var file = Path.Combine(Folder, FormattableString.Invariant($"{i:D4}.wav"));
            File.WriteAllBytes(file, clip);
            Files.Add(file);
        }
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("undertone-clips-").FullName;

    public List<string> Files { get; } = [];

    /// <summary>The ids of the messages that name them.</summary>
    public string[] Ids => [.. Files.Select(f => QueueSender.IdOf(AudioHash.Of(File.ReadAllBytes(f)), f))];

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
