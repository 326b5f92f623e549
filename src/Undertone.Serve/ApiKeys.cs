using System.Security.Cryptography;
using System.Text;
using Undertone.Cli.Terminals;

namespace Undertone.Serve;

/// <summary>Who may ask: keys, of which only hashes are held.</summary>
internal sealed class ApiKeys
{
    private const int ShortestKey = 16;
    private const int LongestKey = 1024;
    private const long MostBytes = 1 << 20;
    private readonly byte[][] _hashes;

    private ApiKeys(IEnumerable<string> keys) => _hashes = [.. keys.Select(Hash)];

    /// <summary>Reads a file with a key a line; empty lines and those that begin with # are left out.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="BadInputException">It cannot be read, or holds no key, or something that is none.</exception>
    public static ApiKeys Load(string file)
    {
        string[] lines;
        try
        {
            if (new FileInfo(file).Length > MostBytes) throw new BadInputException($"{file}: this is too large for a file of keys.");
            lines = File.ReadAllLines(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{file}: the file of keys cannot be read ({SystemReason.Of(e)}).", e);
        }

        var keys = new List<string>();
        for (var i = 0; i < lines.Length; i++)
        {
            var key = lines[i].Trim();
            if (key.Length == 0 || key.StartsWith('#')) continue;
            if (key.Length is < ShortestKey or > LongestKey || key.Any(c => c is <= ' ' or > '~'))
            {
                throw new BadInputException(
                    $"{file}, line {i + 1}: a key has {ShortestKey} to {LongestKey} characters of ASCII without spaces. " +
                    "'openssl rand -hex 32' makes one.");
            }

            keys.Add(key);
        }

        if (keys.Count == 0) throw new BadInputException($"{file}: there is no key in this file. Write one a line.");
        return new ApiKeys(keys);
    }

    /// <summary>The hash of a key that may ask; null for any other. It takes as long whichever of the keys it is, or none.</summary>
    public byte[]? Find(string key)
    {
        var hash = Hash(key);
        var found = false;
        foreach (var known in _hashes) found |= CryptographicOperations.FixedTimeEquals(hash, known);
        return found ? hash : null;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
