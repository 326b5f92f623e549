using Undertone.Learning.Preprocessing;
using Undertone.Learning.State;
using Undertone.Recognition.Files;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Encoders;

/// <summary>
/// Makes encoders of the weights that others publish, as safetensors or as a PyTorch checkpoint, of which nothing is run. A description in
/// JSON says what the network hears and of which layers it is; for files whose tensors are known by their names it comes with the library.
/// </summary>
public static class EncoderImport
{
    private const string ResourcePrefix = "encoder-description/";

    /// <summary>Reads a file of weights, or an encoder's own file.</summary>
    /// <param name="path">A safetensors file or a PyTorch checkpoint.</param>
    /// <param name="name">What the encoder is to be called: letters, digits, '-', '_' and '.'.</param>
    /// <param name="description">A JSON file that describes the network; null where the file is one that is known.</param>
    /// <exception cref="EncoderFormatException">
    /// A file is damaged or foreign, wants to run code, or a tensor does not fit the layers; the message names it.
    /// </exception>
    public static NetworkEncoder Read(string path, string name, string? description = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        EncoderCatalog.RequireName(name);
        try
        {
            var file = TensorFile.Read(path);
            if (description is not null) return Make(file.Tensors, path, name, File.ReadAllBytes(description), description);
            if (EncoderFile.IsDescribed(file)) return Renamed(EncoderFile.Read(path), name);
            return Known(file.Tensors) is { } known
                ? Make(file.Tensors, path, name, known, path)
                : throw new EncoderFormatException(
                    path, $"its {file.Tensors.Count} tensors ({Sample(file.Tensors)}) are of no network that is known by name. "
                    + "Describe its features and layers in a JSON file and name that with --recipe.");
        }
        catch (TensorFormatException e)
        {
            throw new EncoderFormatException(path, e.Fault, e);
        }
    }

    private static NetworkEncoder Make(IReadOnlyList<StateTensor> tensors, string path, string name, byte[] json, string described)
    {
        try
        {
            var description = SavedJson.Parse(json);
            description.Only("version", "source", "license", "recipe", "scaler", "image", "tensors");
            var recipe = Recipe.FromJson(description.Object("recipe").Json).AsEncoder();
            var scaler = description.ObjectOrNone("scaler") is { } numbers
                ? EncoderJson.ReadScaler(numbers, recipe)
                : new NoScaler(EncoderJson.ColumnsOf(recipe));
            var bandsFirst = description.Choice("image", "bands-time", "bands-time", "time-bands") == "bands-time";
            var matching = new TensorMatching(path, tensors, bandsFirst);
            var weights = matching.Match(NetworkEncoder.ArraysOf(recipe), description.ObjectOrNone("tensors"));
            var notes = new EncoderNotes(
                name, description.Text("version", "1"), description.Text("source", ""), description.Text("license", ""));
            return new NetworkEncoder(notes, recipe, scaler, weights);
        }
        catch (RecipeException e)
        {
            throw new EncoderFormatException(described, $"at recipe.{e.Place}: {e.Fault}", e);
        }
        catch (DamagedJsonException e)
        {
            throw new EncoderFormatException(described, e.Message + ".", e);
        }
        catch (InvalidDataException e)
        {
            throw new EncoderFormatException(path, e.Message, e);
        }
    }

    private static NetworkEncoder Renamed(NetworkEncoder encoder, string name) =>
        new(encoder.Notes with { Name = name }, encoder.Recipe, encoder.Scaler, encoder.Weights);

    /// <summary>The description of a network whose tensors are all there; null where none is known.</summary>
    private static byte[]? Known(IReadOnlyList<StateTensor> tensors)
    {
        var names = tensors.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        var assembly = typeof(EncoderImport).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(ResourcePrefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var json = new byte[stream.Length];
            stream.ReadExactly(json);
            var wanted = SavedJson.Parse(json).Object("tensors");
            if (wanted.Json.All(w => names.Contains(wanted.Text(w.Key)))) return json;
        }

        return null;
    }

    private static string Sample(IReadOnlyList<StateTensor> tensors) =>
        string.Join(", ", tensors.Take(3).Select(t => t.Name)) + (tensors.Count > 3 ? ", ..." : "");
}
