using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Features;
using Undertone.Recognition.Files;
using Undertone.Recognition.Recipes;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Training;

/// <summary>
/// What a recipe's model sees of many utterances, unscaled: from the cache where it is there, else computed, in parallel.
/// </summary>
/// <param name="cache">Where features are kept.</param>
/// <param name="audio">The bytes of the files, which may have been read already.</param>
/// <param name="threads">Worker threads.</param>
internal sealed class FeatureTable(FeatureCache cache, AudioBytes audio, int threads)
{
    /// <summary>
    /// The features of each utterance, then those of the first copy of each, of the second, and so on: row i of n utterances and k copies
    /// is of utterance i % n.
    /// </summary>
    /// <exception cref="InvalidDataException">A file gives no finite features.</exception>
    public float[][] Compute(
        IReadOnlyList<Utterance> utterances, Recipe recipe, UtteranceCopies? copies, IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken)
    {
        var inputs = new float[utterances.Count * (1 + (copies?.Count ?? 0))][];
        var done = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        try
        {
            Parallel.For(0, inputs.Length, options, () => new Lazy<FeaturePipeline>(() => new FeaturePipeline(recipe)), (i, _, pipeline) =>
            {
                inputs[i] = ComputeOne(utterances[i % utterances.Count], recipe, copies, i / utterances.Count, pipeline);
                progress?.Report(new TrainingProgress("features", Interlocked.Increment(ref done), inputs.Length));
                return pipeline;
            }, _ => { });
        }
        catch (AggregateException e)
        {
            // Of several bad files the first in order is named, whatever the threads did.
            throw e.Flatten().InnerExceptions.OrderBy(x => x.Message, StringComparer.Ordinal).First();
        }

        return inputs;
    }

    /// <summary>The samples of an utterance, from the bytes of its file where they are kept.</summary>
    public AudioClip Load(Utterance utterance)
    {
        using var file = new MemoryStream(audio.Read(utterance.Path));
        return CompressedAudio.IsWavOrAiff(file) ? UtteranceAudio.Load(file, utterance) : UtteranceAudio.Load(utterance);
    }

    private float[] ComputeOne(Utterance utterance, Recipe recipe, UtteranceCopies? copies, int copy, Lazy<FeaturePipeline> pipeline)
    {
        var digest = audio.Digest(utterance.Path);
        var path = cache.PathOf(digest, recipe, utterance.Span, copy == 0 ? "" : copies!.Key(copy));
        if (FeatureCache.TryRead(path) is { } kept) return kept;
        var clip = Load(utterance);
        var values = pipeline.Value.Compute(copy == 0 ? clip : copies!.Make(clip, digest, utterance, copy));
        foreach (var value in values)
        {
            if (!float.IsFinite(value))
                throw new InvalidDataException($"{utterance.Path}: a feature is not a finite number; leave this file out.");
        }

        FeatureCache.Write(path, values);
        return values;
    }
}
