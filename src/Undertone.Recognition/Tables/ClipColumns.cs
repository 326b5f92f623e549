using Undertone.Sound.Audio;

namespace Undertone.Recognition.Tables;

/// <summary>Named numbers of a clip. An instance holds work buffers and serves one thread at a time.</summary>
internal abstract class ClipColumns
{
    /// <summary>The names, in the order of the numbers.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>The numbers of a clip.</summary>
    public abstract float[] Compute(AudioClip clip);

    /// <summary>The columns that options ask for.</summary>
    public static ClipColumns[] Of(ClipTableOptions options) =>
    [
        .. options.Features.Count > 0 ? (ClipColumns[])[new PooledColumns(options)] : [],
        .. options.Model is { } model ? (ClipColumns[])[new EmbeddingColumns(model)] : [],
    ];
}
