using System.Security.Cryptography;

namespace Undertone.Fleet.Stores;

/// <summary>
/// The hash by which predictions tell the same audio from other audio: the SHA-256 of a file's bytes in small hexadecimal digits.
/// </summary>
public static class AudioHash
{
    /// <summary>The hash of bytes.</summary>
    /// <param name="audio">The bytes of a file.</param>
    public static string Of(ReadOnlySpan<byte> audio) => Convert.ToHexStringLower(SHA256.HashData(audio));

    /// <summary>The hash of what a stream holds from where it stands.</summary>
    /// <param name="audio">The bytes of a file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<string> OfAsync(Stream audio, CancellationToken cancellationToken = default) =>
        Convert.ToHexStringLower(await SHA256.HashDataAsync(audio, cancellationToken).ConfigureAwait(false));
}
