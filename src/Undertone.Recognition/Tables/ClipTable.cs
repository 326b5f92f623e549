using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Inference;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Tables;

/// <summary>Numbers of many clips, one row each, with what is known of the clip before them.</summary>
public sealed class ClipTable
{
    internal ClipTable(
        IReadOnlyList<string> identities, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> names,
        IReadOnlyList<float[]> values, IReadOnlyList<PredictionError> problems, IEnumerable<int> sampleRatesHz)
    {
        (Identities, Columns, Names, Values, Problems) = (identities, columns, names, values, problems);
        SampleRatesHz = [.. sampleRatesHz.Distinct().Order()];
    }

    /// <summary>What the texts before the numbers are: file; for utterances emotion, speaker, corpus, for parts start and end.</summary>
    public IReadOnlyList<string> Identities { get; }

    /// <summary>The names of the numbers.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The texts of each row, one for each of <see cref="Identities"/>; empty where something is not known.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Names { get; }

    /// <summary>The numbers of each row, one for each of <see cref="Columns"/>.</summary>
    public IReadOnlyList<float[]> Values { get; }

    /// <summary>Clips that have no row, and why, in their order.</summary>
    public IReadOnlyList<PredictionError> Problems { get; }

    /// <summary>The rates of the clips' files in Hz, each once and in order.</summary>
    public IReadOnlyList<int> SampleRatesHz { get; }

    /// <summary>The table of utterances, in their order.</summary>
    /// <param name="utterances">The utterances.</param>
    /// <param name="options">What is told of each.</param>
    /// <param name="progress">Told of every clip, from several threads.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">The options make no sense.</exception>
    /// <exception cref="Sound.Features.Engine.FeatureOptionException">A feature cannot work at the rate asked for.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static ClipTable OfUtterances(
        IReadOnlyList<Utterance> utterances, ClipTableOptions options, IProgress<CorpusProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(utterances);
        var parts = utterances.Any(u => u.Span.Length > 0);
        return Compute(
            ["file", "emotion", "speaker", "corpus", .. parts ? (string[])["start", "end"] : []],
            [.. utterances.Select(u => new Clip(u.Path, NamesOf(u, parts), () => UtteranceAudio.Load(u)))], options, progress,
            cancellationToken);
    }

    /// <summary>The table of audio files, in their order.</summary>
    /// <param name="files">Their names.</param>
    /// <param name="load">Loads one, at its own rate.</param>
    /// <param name="options">What is told of each.</param>
    /// <param name="progress">Told of every clip, from several threads.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">The options make no sense.</exception>
    /// <exception cref="Sound.Features.Engine.FeatureOptionException">A feature cannot work at the rate asked for.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static ClipTable OfFiles(
        IReadOnlyList<string> files, Func<string, AudioClip> load, ClipTableOptions options, IProgress<CorpusProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(load);
        return Compute(["file"], [.. files.Select(f => new Clip(f, [f], () => load(f)))], options, progress, cancellationToken);
    }

    /// <summary>The table whose parts these are, in this order.</summary>
    /// <param name="parts">At least one; their columns are the same.</param>
    /// <exception cref="ArgumentException">There is none, or columns differ.</exception>
    public static ClipTable Join(IReadOnlyList<ClipTable> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count == 0) throw new ArgumentException("There are no parts to join.");
        var columns = parts[0].Columns;
        if (parts.Any(p => !p.Columns.SequenceEqual(columns))) throw new ArgumentException("The parts have different columns.");
        // Only where an utterance is a part of a file are there columns of its start and end.
        var identities = parts.MaxBy(p => p.Identities.Count)!.Identities;
        return new ClipTable(
            identities, columns,
            [.. parts.SelectMany(p => p.Names).Select(n => n.Count == identities.Count ? n : Longer(n, identities.Count))],
            [.. parts.SelectMany(p => p.Values)], [.. parts.SelectMany(p => p.Problems)], parts.SelectMany(p => p.SampleRatesHz));

        static IReadOnlyList<string> Longer(IReadOnlyList<string> names, int count) =>
            [.. names, .. Enumerable.Repeat("", count - names.Count)];
    }

    private static ClipTable Compute(
        string[] identities, Clip[] clips, ClipTableOptions options, IProgress<CorpusProgress>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        // Options that cannot work are told before any file is read.
        string[] columns = [.. ClipColumns.Of(options).SelectMany(c => c.Names)];
        var (rows, done) = (new Row[clips.Length], 0);
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.Threads ?? Environment.ProcessorCount,
            CancellationToken = cancellationToken,
        };
        Parallel.For(0, clips.Length, parallel, () => new Lazy<ClipColumns[]>(() => ClipColumns.Of(options)), (i, _, own) =>
        {
            rows[i] = RowOf(clips[i], own.Value);
            progress?.Report(new CorpusProgress(Interlocked.Increment(ref done), clips.Length));
            return own;
        }, _ => { });
        var good = rows.Where(r => r.Error is null).ToArray();
        return new ClipTable(
            identities, columns, Array.ConvertAll(good, r => r.Names), Array.ConvertAll(good, r => r.Values),
            [.. rows.Select(r => r.Error).OfType<PredictionError>()], good.Select(r => r.SampleRateHz));
    }

    private static Row RowOf(Clip clip, ClipColumns[] columns)
    {
        try
        {
            var audio = clip.Load();
            return new Row(clip.Names, [.. columns.SelectMany(c => c.Compute(audio))], audio.SampleRateHz, null);
        }
        catch (ArgumentException e)
        {
            // A feature that cannot work at the rate of this one file, or samples that are no numbers.
            return new Row(clip.Names, [], 0, new PredictionError("unusable", $"{clip.File}: {e.Message}") { Exception = e });
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new Row(clip.Names, [], 0, PredictionError.Of(clip.File, e));
        }
    }

    private static string[] NamesOf(Utterance u, bool parts)
    {
        string[] names = [u.Path, u.Emotion, u.Speaker == Utterance.UnknownSpeaker ? "" : u.Speaker, u.Corpus];
        return parts ? [.. names, Seconds(u.StartSeconds), Seconds(u.EndSeconds)] : names;
    }

    private static string Seconds(double? seconds) => seconds is { } s ? FormattableString.Invariant($"{s:R}") : "";

    private sealed record Clip(string File, string[] Names, Func<AudioClip> Load);

    private sealed record Row(string[] Names, float[] Values, int SampleRateHz, PredictionError? Error);
}
