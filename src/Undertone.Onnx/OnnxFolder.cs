using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Undertone.Onnx.Files;
using Undertone.Onnx.Models;
using Undertone.Recognition.Encoders;
using Undertone.Recognition.Files;

namespace Undertone.Onnx;

/// <summary>
/// A folder <c>NAME.encoder.onnx</c>: <c>model.onnx</c>, the files with its numbers, the graph in front of it where there is one, and
/// <c>description.json</c>.
/// </summary>
internal static class OnnxFolder
{
    private const int FormatVersion = 1;
    private const string ModelFile = "model.onnx", DescriptionFile = "description.json";

    /// <summary>Keeps a model; the folder appears whole or not at all.</summary>
    public static void Write(string folder, string file, OnnxSummary summary, OnnxPlan plan, EncoderNotes notes)
    {
        var source = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var beside = Beside(source, file, summary, plan);
        var temporary = folder + ".tmp";
        if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        Directory.CreateDirectory(temporary);
        File.Copy(file, Path.Combine(temporary, ModelFile));
        foreach (var name in beside)
        {
            var to = Path.Combine(temporary, name);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(Path.Combine(source, name), to);
        }

        string[] files = [ModelFile, .. beside];
        JsonFile.Write(Path.Combine(temporary, DescriptionFile), new JsonObject
        {
            ["formatVersion"] = FormatVersion,
            ["name"] = notes.Name,
            ["version"] = notes.Version,
            ["source"] = notes.Source,
            ["license"] = notes.License,
            ["sha256"] = HashOf(temporary, files),
            ["files"] = new JsonArray([.. files.Select(f => (JsonNode)new JsonObject
            {
                ["name"] = f,
                ["bytes"] = new FileInfo(Path.Combine(temporary, f)).Length,
            })]),
            ["plan"] = plan.ToJson(),
        });
        EncoderCatalog.Forget(folder);
        var before = folder + ".old";
        if (Directory.Exists(before)) Directory.Delete(before, recursive: true);
        if (Directory.Exists(folder)) Directory.Move(folder, before);
        Directory.Move(temporary, folder);
        if (Directory.Exists(before)) Directory.Delete(before, recursive: true);
    }

    /// <summary>Opens what was kept.</summary>
    /// <exception cref="EncoderFormatException">It is damaged.</exception>
    public static OnnxEncoder Open(string folder)
    {
        try
        {
            var json = JsonFile.Read(Path.Combine(folder, DescriptionFile));
            if (json.WholeNumber("formatVersion") != FormatVersion)
                throw new EncoderFormatException(folder, "it was kept by another version. Import it again.");
            var files = json.Objects("files").ToArray();
            foreach (var file in files)
            {
                var there = new FileInfo(Path.Combine(folder, file.Text("name")));
                if (!there.Exists || there.Length != (long)file.Number("bytes"))
                    throw new EncoderFormatException(folder, $"{file.Text("name")} is missing or was changed. Import it again.");
            }

            var sha256 = json.Text("sha256");
            if (HashOf(folder, files.Select(f => f.Text("name"))) != sha256)
                throw new EncoderFormatException(folder, "its files are not those that were imported. Import it again.");
            var model = Path.Combine(folder, ModelFile);
            var notes = new EncoderNotes(json.Text("name"), json.Text("version"), json.Text("source"), json.Text("license"));
            var network = new OnnxNetwork(model, OnnxSummaryReader.Read(model), OnnxPlan.FromJson(json.Object("plan")));
            return new OnnxEncoder(notes, sha256, network);
        }
        catch (Exception e) when (e is FormatException or FileNotFoundException)
        {
            throw new EncoderFormatException(folder, $"its description is damaged ({e.Message}). Import it again.", e);
        }
    }

    /// <summary>The files that go with a model, relative to its folder.</summary>
    private static string[] Beside(string source, string file, OnnxSummary summary, OnnxPlan plan)
    {
        var paths = summary.External.Select(e => Path.Combine(source, e.Location));
        if (OnnxNetwork.FrontOf(Path.GetFullPath(file), plan) is { } front)
        {
            var numbers = OnnxSummaryReader.Read(front).External;
            paths = paths.Append(front).Concat(numbers.Select(e => Path.Combine(Path.GetDirectoryName(front)!, e.Location)));
        }

        string[] names = [.. paths.Select(p => Path.GetRelativePath(source, Path.GetFullPath(p))).Distinct(StringComparer.Ordinal)];
        return Array.Find(names, n => n is ModelFile or DescriptionFile) is { } taken
            ? throw new EncoderFormatException(file, $"{taken} beside it has a name that is taken where it would be kept. Export it again.")
            : names;
    }

    /// <summary>The SHA-256 of all files, one behind the other, each after its name.</summary>
    private static string HashOf(string folder, IEnumerable<string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        foreach (var file in files)
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(file + "\n"));
            using var stream = File.OpenRead(Path.Combine(folder, file));
            for (int read; (read = stream.Read(buffer)) > 0;) hash.AppendData(buffer.AsSpan(0, read));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
