using System.Text.Json.Nodes;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Encoders;

/// <summary>
/// Something trained that turns a clip into numbers which say more than its features: layers of Undertone's own
/// (<see cref="NetworkEncoder"/>), or a model of others that its own runtime computes. It serves any number of threads.
/// </summary>
public abstract class SpeechEncoder
{
    /// <summary>Names what is known of it.</summary>
    /// <param name="notes">What is known of it.</param>
    internal SpeechEncoder(EncoderNotes notes) => Notes = notes;

    /// <summary>What is known of it beside its numbers.</summary>
    public EncoderNotes Notes { get; }

    /// <summary>What it is called.</summary>
    public string Name => Notes.Name;

    /// <summary>The rate at which it hears, in Hz.</summary>
    public abstract int SampleRateHz { get; }

    /// <summary>The outputs that recipes can take, each with its shape; the last one is taken where a recipe names none.</summary>
    public abstract IReadOnlyList<EncoderLayer> Layers { get; }

    /// <summary>How many numbers it keeps.</summary>
    public abstract long ParameterCount { get; }

    /// <summary>The SHA-256 of all that decides its output, in hexadecimal digits.</summary>
    public abstract string Sha256 { get; }

    /// <summary>What goes into it, in words.</summary>
    public abstract string Heard { get; }

    /// <summary>How its training heard clips, as a recipe's <c>hearing</c> has it.</summary>
    internal abstract JsonObject Hearing { get; }

    /// <summary>Statistics over time where a recipe names none and the layer gives frames; empty where frames stay.</summary>
    internal abstract IReadOnlyList<string> DefaultPool { get; }

    /// <summary>What a model that builds on it keeps of it beside weights.</summary>
    internal abstract JsonObject Describe();

    /// <summary>Plans what a settled recipe takes of it. What is returned serves one thread at a time.</summary>
    /// <exception cref="RecipeException">There is no such layer, or it does not fit the recipe.</exception>
    internal abstract EncoderView ViewFor(Recipe recipe);

    /// <summary>The row of a layer in <see cref="Layers"/>.</summary>
    /// <exception cref="RecipeException">There is no such layer.</exception>
    internal int RowOf(string layer, string place)
    {
        if (EncoderPlan.IsLast(layer)) return Layers.Count - 1;
        var names = Layers.Select(l => l.Name).ToList();
        var row = names.IndexOf(layer);
        return row >= 0
            ? row
            : throw new RecipeException(
                place, $"'{layer}' is no layer of the encoder {Name}; there are {EncoderPlan.Pooled}, {string.Join(", ", names)}.");
    }
}
