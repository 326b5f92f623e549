using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Undertone.Recognition.Files;

/// <summary>
/// The bytes of audio files, each opened once: they stay in memory, while they fit, between the reading of a corpus and the computing of
/// features, and so does their digest, by which the feature cache knows them.
/// </summary>
internal sealed class AudioBytes
{
    private const long LargestBudget = 1L << 30;

    private readonly ConcurrentDictionary<string, byte[]> _kept = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte[]> _digests = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Func<byte[]>> _inMemory = new(StringComparer.Ordinal);
    private readonly long _most;
    private long _bytes;
    private int _opened;

    /// <summary>Keeps nothing yet.</summary>
    /// <param name="mostBytes">How many bytes may be kept; null for an eighth of the memory, at most 1 GiB.</param>
    public AudioBytes(long? mostBytes = null) =>
        _most = mostBytes ?? Math.Min(LargestBudget, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8);

    /// <summary>How often a file was opened.</summary>
    public int Opened => Volatile.Read(ref _opened);

    /// <summary>Lets a name that is no file's stand for bytes that are made anew each time they are asked for.</summary>
    public void Add(string name, Func<byte[]> make) => _inMemory[name] = make;

    /// <summary>A file as a stream: over its bytes where they are kept or can be, else the open file.</summary>
    public Stream Open(string path)
    {
        if (_inMemory.TryGetValue(path, out var make)) return new MemoryStream(make(), writable: false);
        if (_kept.TryGetValue(path, out var known)) return new MemoryStream(known, writable: false);
        Interlocked.Increment(ref _opened);
        var stream = File.OpenRead(path);
        if (stream.Length > _most - Interlocked.Read(ref _bytes)) return stream;
        using (stream)
        {
            return new MemoryStream(Keep(path, ReadAll(stream)), writable: false);
        }
    }

    /// <summary>All bytes of a file.</summary>
    public byte[] Read(string path)
    {
        if (_inMemory.TryGetValue(path, out var make)) return make();
        if (_kept.TryGetValue(path, out var known)) return known;
        Interlocked.Increment(ref _opened);
        using var stream = File.OpenRead(path);
        if (stream.Length > Array.MaxLength)
            throw new InvalidDataException($"{path}: the file is larger than 2 GB; cut it into utterances.");
        var bytes = ReadAll(stream);
        _digests[path] = SHA256.HashData(bytes);
        return bytes.Length > _most - Interlocked.Read(ref _bytes) ? bytes : Keep(path, bytes);
    }

    /// <summary>The SHA-256 of a file's bytes as they were when it was first read.</summary>
    public byte[] Digest(string path) =>
        _digests.TryGetValue(path, out var known) ? known : _digests.GetOrAdd(path, SHA256.HashData(Read(path)));

    /// <summary>Gives the memory of files back; digests stay.</summary>
    public void Release()
    {
        _kept.Clear();
        Interlocked.Exchange(ref _bytes, 0);
    }

    private byte[] Keep(string path, byte[] bytes)
    {
        if (_kept.TryAdd(path, bytes)) Interlocked.Add(ref _bytes, bytes.Length);
        return bytes;
    }

    private static byte[] ReadAll(FileStream stream)
    {
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
