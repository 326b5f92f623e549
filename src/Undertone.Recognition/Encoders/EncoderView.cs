using Undertone.Learning.Graphs;
using Undertone.Recognition.Features;
using Undertone.Recognition.Hearing;

namespace Undertone.Recognition.Encoders;

/// <summary>What some layers of an encoder give for clips. It holds work buffers and serves one thread at a time.</summary>
internal abstract class EncoderView
{
    /// <summary>The shape of each layer's output, in the order in which the recipe names them; -1 is time.</summary>
    public abstract IReadOnlyList<IReadOnlyList<int>> Shapes { get; }

    /// <summary>Whether the layers that give frames all give as many of them, so that they can stand side by side unpooled.</summary>
    public virtual bool SharesTime => false;

    /// <summary>The features that go into the encoder; null where it takes samples.</summary>
    public virtual RecipeFeatures? Listed => null;

    /// <summary>Fewest steps of <see cref="Listed"/> that it takes.</summary>
    public virtual int MinimumSteps => 1;

    /// <summary>The output of each layer for a clip, row-major in its shape.</summary>
    public abstract float[][] Run(HeardClip clip);

    /// <summary>Adds the layers to a graph, and returns the names of their outputs.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">The features that go into the encoder, [batch, shape of <see cref="Listed"/>].</param>
    /// <exception cref="NotSupportedException">The encoder is no network of Undertone.</exception>
    public abstract string[] AddTo(Graph graph, string x);
}
