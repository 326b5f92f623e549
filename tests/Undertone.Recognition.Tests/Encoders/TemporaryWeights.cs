using Undertone.Learning.State;
using Undertone.Recognition.Encoders;

namespace Undertone.Recognition.Tests.Encoders;

/// <summary>A folder for the files of one test, gone after it.</summary>
internal sealed class TemporaryWeights : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("undertone-encoders-").FullName;

    public string this[string name] => Path.Combine(Root, name);

    public string Weights(IReadOnlyList<StateTensor> tensors, string name = "weights.safetensors")
    {
        using var stream = File.Create(this[name]);
        Safetensors.Write(stream, tensors);
        return this[name];
    }

    public string Text(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public string Encoder(NetworkEncoder encoder, string name)
    {
        File.WriteAllBytes(this[name], TinyEncoder.Bytes(encoder));
        return this[name];
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
