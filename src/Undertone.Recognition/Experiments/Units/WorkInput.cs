using System.Security.Cryptography;
using System.Text;

namespace Undertone.Recognition.Experiments.Units;

/// <summary>Something that work depends on: a file or a setting, with a digest that changes when it does.</summary>
public sealed class WorkInput
{
    private readonly Lazy<string> _digest;

    private WorkInput(string name, Func<string> digest) => (Name, _digest) = (name, new Lazy<string>(digest));

    /// <summary>A file's path, or what the setting is called.</summary>
    public string Name { get; }

    /// <summary>
    /// Hexadecimal digits that are the same exactly if the content is; of a file read when first asked for, and empty where it cannot be
    /// read.
    /// </summary>
    public string Digest => _digest.Value;

    /// <summary>What else the work knows of it, in an order of its own; kept in the plan. Default nothing.</summary>
    public IReadOnlyList<string> Texts { get; private init; } = [];

    /// <summary>The input with texts of its own.</summary>
    /// <param name="texts">See <see cref="Texts"/>.</param>
    public WorkInput With(IReadOnlyList<string> texts) => new(Name, () => Digest) { Texts = texts };

    /// <summary>A file, known by the SHA-256 of its bytes.</summary>
    /// <param name="path">The file; it need not be there.</param>
    public static WorkInput OfFile(string path) => new(path, () => DigestOf(path));

    /// <summary>A setting, known by the SHA-256 of a text that tells all of it.</summary>
    /// <param name="name">What it is called in errors.</param>
    /// <param name="text">The text.</param>
    public static WorkInput OfText(string name, string text) =>
        new(name, () => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));

    /// <summary>An input whose digest is known.</summary>
    internal static WorkInput Known(string name, string digest) => new(name, () => digest);

    private static string DigestOf(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return "";
        }
    }
}
