using System.Security.Cryptography;
using System.Text;
using Undertone.Recognition.Inference.Bundle;

namespace Undertone.Recognition.Inference.Voices;

/// <summary>What tells models apart whatever they are called: a digest of their weights.</summary>
internal static class ModelFingerprint
{
    /// <summary>64 hexadecimal digits.</summary>
    public static string Of(ModelBundle bundle)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var tensor in bundle.Weights)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(tensor.Name));
            hash.AppendData(tensor.Data);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
