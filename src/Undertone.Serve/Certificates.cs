using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Undertone.Cli.Terminals;

namespace Undertone.Serve;

/// <summary>The certificate of a service.</summary>
internal static class Certificates
{
    /// <summary>Reads a certificate and its private key.</summary>
    /// <param name="file">PEM: the certificate, those of the chain behind it.</param>
    /// <param name="keyFile">PEM; null where the key stands in the same file.</param>
    /// <exception cref="BadInputException">They cannot be read, or do not belong together.</exception>
    public static X509Certificate2 Load(string file, string? keyFile)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(file, keyFile ?? file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{file}: the certificate or its key cannot be read ({SystemReason.Of(e)}).", e);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new BadInputException(
                $"{file}: this is no certificate in PEM with its private key{(keyFile is null ? "" : $" in {keyFile}")}. " +
                "Name the key with --certificate-key; one with a password cannot be read.", e);
        }
    }
}
