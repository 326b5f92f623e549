using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Collections;

namespace Undertone.Recognition.Tests.Corpora;

/// <summary>A folder of tiny WAV files made for one test, named for it and gone after it.</summary>
internal sealed class TemporaryCorpus : IDisposable
{
    private readonly string _temporary;
    private short _next = 1;

    public TemporaryCorpus([CallerMemberName] string test = "")
    {
        _temporary = Directory.CreateTempSubdirectory("undertone-corpora-").FullName;
        Root = Path.Combine(_temporary, test);
        Directory.CreateDirectory(Root);
    }

    public string Root { get; }

    public string this[string relative] => Path.Combine(Root, relative.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>Writes files whose audio differs from every other.</summary>
    public TemporaryCorpus With(params string[] files)
    {
        foreach (var file in files) WithBytes(file, Wav([_next, (short)-_next++, 1000, -1000, 500]));
        return this;
    }

    public TemporaryCorpus WithBytes(string file, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[file])!);
        File.WriteAllBytes(this[file], bytes);
        return this;
    }

    public TemporaryCorpus WithText(string file, string text) => WithBytes(file, System.Text.Encoding.UTF8.GetBytes(text));

    public CorpusCollection Read(CorpusReadOptions? options = null) => CorpusCollection.Read([Root], options);

    /// <summary>A PCM 16, 16 kHz, mono WAV.</summary>
    public static byte[] Wav(short[] samples)
    {
        var bytes = new byte[44 + 2 * samples.Length];
        "RIFF"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length - 8);
        "WAVEfmt "u8.CopyTo(bytes.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(24), 16000);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(28), 32000);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(34), 16);
        "data"u8.CopyTo(bytes.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(40), 2 * samples.Length);
        for (var i = 0; i < samples.Length; i++) BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(44 + 2 * i), samples[i]);
        return bytes;
    }

    public void Dispose() => Directory.Delete(_temporary, recursive: true);
}
