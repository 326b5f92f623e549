using Undertone.Recognition.Files;

namespace Undertone.Fleet.Stores;

/// <summary>What became of the corrections of a store when they were written as a manifest.</summary>
public sealed record CorrectionManifest
{
    private static readonly string[] Columns = ["path", "emotion", "speaker", "corpus"];

    /// <summary>The name of the corpus that the clips are of.</summary>
    public const string Corpus = "corrections";

    /// <summary>How many clips the manifest names.</summary>
    public required int Written { get; init; }

    /// <summary>How many corrected predictions are left out because their audio was not kept.</summary>
    public required int WithoutAudio { get; init; }

    /// <summary>How many are left out because the audio that was kept is no longer there.</summary>
    public required int Gone { get; init; }

    /// <summary>How many are left out because a later correction speaks of the same audio.</summary>
    public required int Replaced { get; init; }

    /// <summary>How many are left out because they speak of one channel of their audio, which a manifest cannot name.</summary>
    public required int OfOneChannel { get; init; }

    /// <summary>
    /// Writes the corrections of a store as a manifest that <c>undertone train --data</c> takes: CSV with <c>path</c> (relative to the
    /// manifest where the audio lies below its folder, with <c>/</c>), <c>emotion</c>, <c>speaker</c> (the voice of the answer where no
    /// speaker was given, empty where neither is known) and <c>corpus</c>. It is written in one step. All its rows are held in memory.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="path">The manifest.</param>
    /// <param name="query">Which predictions; null for all that were corrected.</param>
    /// <param name="cancellationToken">Ends the work; then an older manifest is as it was.</param>
    /// <returns>What was written and left out.</returns>
    /// <exception cref="StoreException">The store cannot be reached, or what it holds is damaged.</exception>
    /// <exception cref="IOException">The manifest cannot be written.</exception>
    public static async Task<CorrectionManifest> WriteAsync(
        IPredictionStore store, string path, PredictionQuery? query = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        var manifest = Path.GetFullPath(path);
        var (clips, result) = await Collect(store, query, cancellationToken).ConfigureAwait(false);
        AtomicFile.Write(manifest, stream =>
        {
            using var writer = new StreamWriter(stream) { NewLine = "\n" };
            Write(writer, clips, audio => Relative(manifest, audio));
        });
        return result;
    }

    /// <summary>Writes the corrections of a store as such a manifest, with full paths.</summary>
    /// <param name="store">The store.</param>
    /// <param name="writer">Where to; lines end as it ends them, and it stays open. Nothing is written before all is known.</param>
    /// <param name="query">Which predictions; null for all that were corrected.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What was written and left out.</returns>
    /// <exception cref="StoreException">The store cannot be reached, or what it holds is damaged.</exception>
    public static async Task<CorrectionManifest> WriteAsync(
        IPredictionStore store, TextWriter writer, PredictionQuery? query = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var (clips, result) = await Collect(store, query, cancellationToken).ConfigureAwait(false);
        Write(writer, clips, audio => audio);
        return result;
    }

    /// <summary>A sentence for people: <c>3 clips; left out: 2 whose audio was not kept</c>.</summary>
    public override string ToString()
    {
        (int Count, string Why)[] reasons =
        [
            (WithoutAudio, "whose audio was not kept"), (Gone, "whose audio is no longer there"),
            (Replaced, "of the same audio as a later correction"), (OfOneChannel, "of one channel of their audio"),
        ];
        var left = string.Join(", ", reasons.Where(r => r.Count > 0).Select(r => FormattableString.Invariant($"{r.Count} {r.Why}")));
        var clips = FormattableString.Invariant($"{Written} {(Written == 1 ? "clip" : "clips")}");
        return left.Length == 0 ? clips : $"{clips}; left out: {left}";
    }

    /// <summary>The last correction of each file of audio, in the order of the predictions, and what is left out.</summary>
    private static async Task<(IEnumerable<(string Audio, StoredPrediction Prediction)> Clips, CorrectionManifest Result)> Collect(
        IPredictionStore store, PredictionQuery? query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var (withoutAudio, gone, replaced, oneChannel) = (0, 0, 0, 0);
        var clips = new Dictionary<string, StoredPrediction>(StringComparer.Ordinal);
        var corrected = (query ?? new PredictionQuery()) with { Corrected = true, NewestFirst = false };
        await foreach (var p in store.ListAllAsync(corrected, cancellationToken).ConfigureAwait(false))
        {
            if (p.Entry.AudioPath is not { } audio) withoutAudio++;
            else if (p.Entry.Result.Channel is not null) oneChannel++;
            else if (!File.Exists(audio)) gone++;
            else if (clips.TryAdd(Path.GetFullPath(audio), p)) continue;
            else
            {
                replaced++;
                if (p.Correction!.At >= clips[Path.GetFullPath(audio)].Correction!.At) clips[Path.GetFullPath(audio)] = p;
            }
        }

        var result = new CorrectionManifest
        {
            Written = clips.Count,
            WithoutAudio = withoutAudio,
            Gone = gone,
            Replaced = replaced,
            OfOneChannel = oneChannel,
        };
        return (clips.OrderBy(c => c.Value.Id).Select(c => (c.Key, c.Value)), result);
    }

    private static void Write(
        TextWriter writer, IEnumerable<(string Audio, StoredPrediction Prediction)> clips, Func<string, string> named)
    {
        using var csv = new CsvWriter(writer, Columns);
        foreach (var (audio, p) in clips)
            csv.Write([named(audio), p.Correction!.Label, p.Entry.Speaker ?? Voice(p) ?? "", Corpus]);
    }

    private static string? Voice(StoredPrediction prediction) => prediction.Entry.Result.Prediction!.Voice?.Name;

    private static string Relative(string manifest, string audio)
    {
        var folder = Path.GetDirectoryName(manifest)!;
        var relative = Path.GetRelativePath(folder, audio);
        return Path.IsPathRooted(relative) || relative.StartsWith("..", StringComparison.Ordinal) ? audio
            : Path.DirectorySeparatorChar == '/' ? relative : relative.Replace('\\', '/');
    }
}
