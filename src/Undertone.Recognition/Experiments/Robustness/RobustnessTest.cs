using Undertone.Learning.Randomness;
using Undertone.Recognition.Augmentation;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Training;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Experiments.Robustness;

/// <summary>
/// Tries finished models on the same utterances under many conditions, through the very code that answers for files. Utterances go by one
/// after another, several at a time, each read once: memory does not grow with their number, and results do not depend on the threads.
/// </summary>
/// <param name="recognizer">The model that is asked about the utterance of a place.</param>
/// <param name="corpora">Where the audio lies.</param>
/// <param name="data">The utterances, with the models' labels.</param>
/// <param name="options">How they are tried.</param>
/// <param name="threads">Worker threads.</param>
internal sealed class RobustnessTest(
    Func<int, EmotionRecognizer> recognizer, ExperimentData corpora, TrainingData data, RobustnessOptions options, int threads)
{
    // The highest rate that a condition brings clips to.
    private const int HighestRateHz = 48_000;

    /// <summary>Tries every condition on every utterance, or on those that are drawn.</summary>
    /// <exception cref="CorpusException">A noise or an utterance cannot be used.</exception>
    public RobustnessTable Execute(IExperimentObserver observer, CancellationToken cancellationToken)
    {
        var seed = (ulong)options.Seed;
        var noise = options.Noise is { } folder
            ? NoiseRecordings.Open(
                folder, threads, observer.Note, (n, all) => observer.Report(new TrainingProgress("noise", n, all)), cancellationToken)
            : NoiseRecordings.Pink;
        var voices = BabbleVoices.Read(corpora, data, seed, cancellationToken);
        var conditions = Conditions.All(voices.Missing);
        var drawn = EvenDraw.Of(data, options.MaxUtterances ?? int.MaxValue, seed);
        var answers = new Answer[drawn.Length][];
        var done = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        try
        {
            Parallel.For(0, drawn.Length, parallel, i =>
            {
                answers[i] = Ask(drawn[i], conditions, noise, voices, cancellationToken);
                observer.Report(new TrainingProgress("robustness", Interlocked.Increment(ref done), drawn.Length));
            });
        }
        catch (AggregateException e)
        {
            // An interruption ends a running ffmpeg too, whose fault that is not.
            cancellationToken.ThrowIfCancellationRequested();
            // Of several bad files the first in order is named, whatever the threads did.
            throw e.Flatten().InnerExceptions.OrderBy(x => x.Message, StringComparer.Ordinal).First();
        }

        var truth = Array.ConvertAll(drawn, place => data.Targets[place]);
        var rows = conditions.Select((c, at) => ConditionScore.Of(c, truth, Column(answers, 0), Column(answers, at)));
        return new RobustnessTable(noise.Description, drawn.Length, data.Utterances.Count, options.Seed, [.. rows]);
    }

    private static Answer[] Column(Answer[][] answers, int condition) => Array.ConvertAll(answers, a => a[condition]);

    /// <summary>The answers for one utterance under each condition.</summary>
    private Answer[] Ask(
        int place, IReadOnlyList<Condition> conditions, NoiseRecordings noise, BabbleVoices voices, CancellationToken cancellationToken)
    {
        var utterance = data.Utterances[place];
        var clip = corpora.Load(utterance);
        if (!Resampler.Supports(clip.SampleRateHz, HighestRateHz))
        {
            throw new CorpusException(utterance.Path, FormattableString.Invariant(
                $"its rate of {clip.SampleRateHz} Hz cannot be brought to {HighestRateHz} Hz: leave this file out."));
        }

        var random = SplitMix64.ForPart((ulong)options.Seed, (ulong)place);
        var (noiseSeed, babbleSeed, seed) = (random.NextUInt64(), random.NextUInt64(), random.NextUInt64());
        var tested = new TestedClip(clip, () => noise.For(clip, noiseSeed), () => voices.For(utterance, clip, babbleSeed), seed);
        var answers = new Answer[conditions.Count];
        for (var c = 0; c < answers.Length; c++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (conditions[c].Missing is null) answers[c] = Ask(recognizer(place), utterance, conditions[c], tested);
        }

        return answers;
    }

    private Answer Ask(EmotionRecognizer model, Utterance utterance, Condition condition, TestedClip tested)
    {
        try
        {
            var prediction = model.Predict(condition.Apply(tested));
            var label = prediction.Emotion is { } emotion ? data.Labels.IndexOf(emotion) : -1;
            return new Answer(label, prediction.Uncertain);
        }
        catch (Exception e) when (e is InvalidDataException or AudioFormatException)
        {
            throw new CorpusException(utterance.Path, $"{condition.Title}: {e.Message}");
        }
    }
}
