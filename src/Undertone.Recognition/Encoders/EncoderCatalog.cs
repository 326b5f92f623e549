using System.Collections.Concurrent;
using Undertone.Recognition.Files;
using Undertone.Recognition.Recipes;
using Undertone.Words;

namespace Undertone.Recognition.Encoders;

/// <summary>Encoders by name: those that come with the library, and those in the user's data folder.</summary>
public static class EncoderCatalog
{
    private const string ResourcePrefix = "encoder/";
    private static readonly ConcurrentDictionary<string, NetworkEncoder> BuiltIn = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, Lazy<SpeechEncoder>> Opened = new(StringComparer.Ordinal);

    /// <summary>The encoders that come with the library.</summary>
    public static IReadOnlyList<string> BuiltInNames { get; } =
    [
        .. typeof(EncoderCatalog).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .Select(n => n[ResourcePrefix.Length..]).Order(StringComparer.Ordinal),
    ];

    /// <summary>
    /// Where imported encoders lie: <c>undertone/encoders</c> in <c>$XDG_DATA_HOME</c> or, without that, in <c>%LOCALAPPDATA%</c>,
    /// <c>~/Library/Application Support</c> or <c>~/.local/share</c>.
    /// </summary>
    public static string Folder => Path.Combine(DataFolder.OfUser(), "encoders");

    /// <summary>
    /// The files of the encoders in <see cref="Folder"/>, in order, and the folders of those of other runtimes, where those are at hand.
    /// </summary>
    public static IReadOnlyList<string> Files() => Directory.Exists(Folder)
        ?
        [
            .. Directory.EnumerateFiles(Folder, "*" + EncoderPlan.FileEnding)
                .Concat(EncoderRuntime.Open is null ? [] : Directory.EnumerateDirectories(Folder, "*" + EncoderPlan.FolderEnding))
                .Order(StringComparer.Ordinal),
        ]
        : [];

    /// <summary>Where an encoder of a name lies once it has been imported.</summary>
    /// <param name="name">Its name.</param>
    public static string PathOf(string name) => Path.Combine(Folder, name + EncoderPlan.FileEnding);

    /// <summary>The folder of an encoder of another runtime once it has been imported.</summary>
    /// <param name="name">Its name.</param>
    internal static string FolderOf(string name) => Path.Combine(Folder, name + EncoderPlan.FolderEnding);

    /// <summary>Whether there is an encoder of a name.</summary>
    /// <param name="name">Its name.</param>
    public static bool Exists(string name) =>
        BuiltInNames.Contains(name) || (IsName(name) && (File.Exists(PathOf(name)) || Directory.Exists(FolderOf(name))));

    /// <summary>The encoder of a name, or of a file: an encoder's own, or a model whose network becomes one.</summary>
    /// <param name="nameOrPath">One of <see cref="BuiltInNames"/>, the name of an imported encoder, or a path.</param>
    /// <exception cref="EncoderFormatException">There is none, or its file is damaged.</exception>
    public static SpeechEncoder Load(string nameOrPath)
    {
        ArgumentNullException.ThrowIfNull(nameOrPath);
        if (BuiltInNames.Contains(nameOrPath)) return BuiltIn.GetOrAdd(nameOrPath, LoadBuiltIn);
        if (IsName(nameOrPath) && File.Exists(PathOf(nameOrPath))) return EncoderFile.Read(PathOf(nameOrPath));
        if (IsName(nameOrPath) && Directory.Exists(FolderOf(nameOrPath))) return Open(FolderOf(nameOrPath));
        if (nameOrPath.EndsWith(EncoderPlan.FolderEnding, StringComparison.Ordinal) && Directory.Exists(nameOrPath))
            return Open(nameOrPath);
        if (File.Exists(nameOrPath)) return EncoderFile.Read(nameOrPath);
        var names = BuiltInNames.Concat(Files().Select(EncoderPlan.ShortNameOf)).Distinct().ToArray();
        throw new EncoderFormatException(
            nameOrPath,
            $"there is no such encoder{NearestWord.Hint(nameOrPath, names)}: it is neither one of {string.Join(", ", names)} nor the file "
            + "of one or of a model.");
    }

    /// <summary>Keeps an encoder in <see cref="Folder"/> under its name; the file appears whole or not at all.</summary>
    /// <param name="encoder">The encoder.</param>
    /// <param name="replace">Whether one of the same name may be replaced. Default false.</param>
    /// <returns>Its file.</returns>
    /// <exception cref="EncoderFormatException">There is one of that name.</exception>
    public static string Save(NetworkEncoder encoder, bool replace = false)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        RequireFree(encoder.Name, replace);
        var path = PathOf(encoder.Name);
        AtomicFile.Write(path, stream => EncoderFile.Write(stream, encoder));
        if (Directory.Exists(FolderOf(encoder.Name)))
        {
            Forget(FolderOf(encoder.Name));
            Directory.Delete(FolderOf(encoder.Name), recursive: true);
        }

        return path;
    }

    /// <summary>Fails where an encoder may not be called so, since another one is.</summary>
    /// <param name="name">The name.</param>
    /// <param name="replace">Whether one that was imported may be replaced.</param>
    /// <exception cref="EncoderFormatException">There is one of that name.</exception>
    internal static void RequireFree(string name, bool replace)
    {
        RequireName(name);
        if (BuiltInNames.Contains(name))
            throw new EncoderFormatException(name, "an encoder of this name comes with Undertone; choose another name.");
        if (Exists(name) && !replace)
        {
            var place = File.Exists(PathOf(name)) ? PathOf(name) : FolderOf(name);
            throw new EncoderFormatException(
                name, $"there is an encoder of this name ({place}); choose another name, or replace it with --force.");
        }
    }

    /// <summary>Fails where nothing may be called so.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="EncoderFormatException">It is none.</exception>
    internal static void RequireName(string name)
    {
        if (!IsName(name))
            throw new EncoderFormatException(name, "this is no name: it is made of 1 to 64 letters, digits, '-', '_' and '.'.");
    }

    /// <summary>Forgets what was opened of a folder, before it is replaced.</summary>
    internal static void Forget(string folder) => Opened.TryRemove(Path.GetFullPath(folder), out _);

    private static SpeechEncoder Open(string folder)
    {
        if (EncoderRuntime.Open is not { } open)
        {
            throw new EncoderFormatException(
                folder, "this is a model of ONNX Runtime. The command undertone reads it, and a program with the package Undertone.Onnx.");
        }

        return Opened.GetOrAdd(Path.GetFullPath(folder), place => new Lazy<SpeechEncoder>(() => open(place))).Value;
    }

    /// <summary>The encoder of a plan.</summary>
    /// <exception cref="RecipeException">It is another one than the recipe was settled for.</exception>
    internal static SpeechEncoder Load(EncoderPlan plan)
    {
        var encoder = Load(plan.Name);
        return plan.Sha256 is null || plan.Sha256 == encoder.Sha256
            ? encoder
            : throw new RecipeException(
                "encoder",
                $"the encoder {plan.Name} is not the one that this was begun with (SHA-256 {plan.Sha256[..12]}...). Bring that one back.");
    }

    /// <summary>Whether an encoder may be called so.</summary>
    internal static bool IsName(string name) => name.Length is > 0 and <= 64 && name != EncoderPlan.Pooled && name[0] != '.'
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    private static NetworkEncoder LoadBuiltIn(string name)
    {
        using var stream = typeof(EncoderCatalog).Assembly.GetManifestResourceStream(ResourcePrefix + name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return EncoderFile.Read(name, bytes);
    }
}
