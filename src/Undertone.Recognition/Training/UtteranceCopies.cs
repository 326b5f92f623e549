using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Undertone.Recognition.Augmentation;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Recipes;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Training;

/// <summary>The altered copies of utterances: each depends on the seed, the audio and the copy's number alone.</summary>
/// <param name="plan">How many copies.</param>
/// <param name="augmentation">What is done to them.</param>
/// <param name="seed">The seed.</param>
internal sealed class UtteranceCopies(CopiesPlan plan, ClipAugmentation augmentation, int seed)
{
    private readonly string _signature = augmentation.Signature;

    /// <summary>The copies of each utterance.</summary>
    public int Count => plan.Count;

    /// <summary>What tells a copy from the original and other copies of the same audio, as text for the feature cache.</summary>
    /// <param name="copy">The copy's number, from 1.</param>
    public string Key(int copy) => FormattableString.Invariant($"copy {copy} of seed {seed}: {_signature}");

    /// <summary>Makes a copy.</summary>
    /// <param name="clip">The utterance as it was recorded.</param>
    /// <param name="digest">The SHA-256 of its file.</param>
    /// <param name="utterance">The utterance.</param>
    /// <param name="copy">The copy's number, from 1.</param>
    public AudioClip Make(AudioClip clip, byte[] digest, Utterance utterance, int copy)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed} {copy} {utterance.Span}\n")));
        hash.AppendData(digest);
        return augmentation.Apply(clip, BinaryPrimitives.ReadUInt64LittleEndian(hash.GetHashAndReset()));
    }
}
