using Undertone.Learning.State;
using Undertone.Recognition.Files;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Encoders;

/// <summary>
/// An encoder in one safetensors file, whose notes hold its description; and encoders inside models: the one that a model carries, and a
/// model's own network.
/// </summary>
internal static class EncoderFile
{
    private const string Key = "undertone";

    /// <summary>What the description of an encoder has that another runtime computes: that runtime's name.</summary>
    internal const string RuntimeKey = "runtime";

    /// <summary>Whether a file of tensors says that it is an encoder.</summary>
    public static bool IsDescribed(TensorFile file) => file.Metadata.ContainsKey(Key);

    /// <summary>Writes an encoder; the same encoder gives the same bytes.</summary>
    public static void Write(Stream stream, NetworkEncoder encoder) =>
        Safetensors.Write(stream, encoder.Weights, [new(Key, EncoderJson.Of(encoder).ToJsonString())]);

    /// <summary>Reads and checks an encoder's file, or a model whose network becomes one.</summary>
    /// <exception cref="EncoderFormatException">It is damaged or foreign.</exception>
    public static NetworkEncoder Read(string path) => path.EndsWith(".undertone", StringComparison.OrdinalIgnoreCase)
        ? Of(ModelBundle.Load(path), path)
        : Read(path, File.ReadAllBytes(path));

    /// <summary>Reads and checks an encoder's bytes.</summary>
    /// <exception cref="EncoderFormatException">They are damaged or foreign.</exception>
    public static NetworkEncoder Read(string file, ReadOnlyMemory<byte> bytes) => Checked(file, () =>
    {
        var read = Safetensors.ReadFile(file, bytes);
        return read.Metadata.TryGetValue(Key, out var description)
            ? EncoderJson.Read(SavedJson.Parse(System.Text.Encoding.UTF8.GetBytes(description)), read.Tensors)
            : throw new EncoderFormatException(
                file, "it holds tensors and no description of an encoder. 'undertone models import' makes an encoder of it.");
    });

    /// <summary>The encoder that a model carries; null where its recipe needs none to answer.</summary>
    /// <exception cref="EncoderFormatException">It is damaged.</exception>
    public static SpeechEncoder? CarriedBy(ModelBundle bundle, string file) => bundle.Manifest.Recipe.Features.Encoder is not { } plan
        ? null
        : Checked<SpeechEncoder>(file, () =>
        {
            var own = bundle.Manifest.Encoder ?? throw new DamagedJsonException("encoder", "expected an object");
            return own.ContainsKey(RuntimeKey) ? Named(plan, file) : EncoderJson.Read(new SavedJson(own, "encoder"), bundle.EncoderWeights);
        });

    /// <summary>The encoder of another runtime that a model was trained on, which it does not carry.</summary>
    private static SpeechEncoder Named(EncoderPlan plan, string file) => EncoderCatalog.Exists(plan.Name) || Directory.Exists(plan.Name)
        ? EncoderCatalog.Load(plan)
        : throw new EncoderFormatException(
            file,
            $"it was trained on the encoder {plan.Name} (SHA-256 {plan.Sha256}), which is not here and which it does not carry. Import "
            + $"that: undertone models import MODEL.onnx --name {plan.Name}.");

    /// <summary>A model's own network, without the layer that gives the classes.</summary>
    /// <exception cref="EncoderFormatException">The model is no network over frames or an image.</exception>
    public static NetworkEncoder Of(ModelBundle bundle, string file) => Checked(file, () =>
    {
        var manifest = bundle.Manifest;
        var recipe = manifest.Recipe.AsEncoder();
        var needed = NetworkEncoder.ArraysOf(recipe).Select(a => a.Name).ToHashSet(StringComparer.Ordinal);
        var trained = string.Join(", ", manifest.TrainingCorpora.Select(c => c.Name));
        var terms = string.Join("; ", manifest.TrainingCorpora.Select(c => c.License).Where(l => l.Length > 0).Distinct());
        var notes = new EncoderNotes(
            EncoderPlan.ShortNameOf(file), manifest.Version, $"The network of the model {manifest.Name}, trained on {trained}.", terms);
        return new NetworkEncoder(notes, recipe, manifest.Scaler, [.. bundle.ModelWeights.Where(w => needed.Contains(w.Name))]);
    });

    private static T Checked<T>(string file, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (TensorFormatException e)
        {
            throw new EncoderFormatException(file, e.Fault, e);
        }
        catch (RecipeException e)
        {
            throw new EncoderFormatException(file, $"this is no encoder, at {e.Place}: {e.Fault}", e);
        }
        catch (DamagedJsonException e)
        {
            throw new EncoderFormatException(
                file, $"its description is damaged: {e.Message}. Copy it again from its source.", e);
        }
        catch (InvalidDataException e)
        {
            throw new EncoderFormatException(file, $"it is damaged: {e.Message} Copy it again from its source.", e);
        }
    }
}
