using System.Text.Json.Nodes;
using Undertone.Learning.Classical;
using Undertone.Learning.Metrics;
using Undertone.Learning.State;
using Undertone.Recognition.Inference.Bundle;

namespace Undertone.Recognition.Inference.Voices;

/// <summary>Answers by an embedding less what is known of the speaker. It serves any number of threads.</summary>
internal sealed class VoiceHead
{
    /// <summary>What the names of its arrays begin with among a model's weights.</summary>
    public const string Prefix = "voice.";

    // The training mean counts as this many clips: of 0, 2 and 4 the best where a voice rests on 3 to 10 of them.
    private const double TrainingClips = 2;

    // In the scale of what the head was trained on: real speakers lie a few of these off.
    private const double Farthest = 1e6;

    private readonly IClassifier _classifier;

    /// <summary>Puts a head together.</summary>
    /// <exception cref="FormatException">The parts do not fit each other.</exception>
    public VoiceHead(VoiceSettings settings, IClassifier classifier)
    {
        (Settings, _classifier) = (settings, classifier);
        if (classifier.Features != settings.Mean.Count)
        {
            throw new FormatException(
                $"the voice head takes {classifier.Features} numbers, and the training mean has {settings.Mean.Count}.");
        }
    }

    public VoiceSettings Settings { get; }

    /// <summary>The head of a model; null where it has none.</summary>
    /// <param name="bundle">The model.</param>
    /// <param name="embeddingSize">How many numbers its embeddings have.</param>
    /// <exception cref="FormatException">The head does not fit the model.</exception>
    public static VoiceHead? Restore(ModelBundle bundle, int embeddingSize)
    {
        if (bundle.Manifest.Voices is not { } settings) return null;
        StateTensor[] own =
        [
            .. bundle.Weights.Where(IsOfHead).Select(t => t with { Name = t.Name[Prefix.Length..] }),
        ];
        var head = new VoiceHead(settings, Classifiers.Restore(new ClassifierState(settings.Kind, settings.Settings, own)));
        if (settings.Mean.Count == embeddingSize && head._classifier.Classes == bundle.Manifest.Labels.Count) return head;
        throw new FormatException(
            $"the voice head takes {settings.Mean.Count} numbers and tells {head._classifier.Classes} classes apart, "
            + $"the model {embeddingSize} and {bundle.Manifest.Labels.Count}.");
    }

    /// <summary>Whether an array among a model's weights belongs to its voice head.</summary>
    public static bool IsOfHead(StateTensor tensor) => tensor.Name.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The arrays as they stand among a model's weights.</summary>
    public IEnumerable<StateTensor> Weights() => _classifier.Save().Tensors.Select(t => t with { Name = Prefix + t.Name });

    /// <summary>What the classifier needs beside its arrays.</summary>
    public static JsonObject SettingsOf(IClassifier classifier) => classifier.Save().Settings;

    /// <summary>
    /// What is taken off the embeddings of a speaker: the mean of some clips, drawn to the training mean where they are few.
    /// </summary>
    /// <param name="mean">The mean embedding of the clips.</param>
    /// <param name="clips">How many they are.</param>
    /// <param name="trainingMean">The mean of the training speakers' means.</param>
    public static double[] Center(IReadOnlyList<double> mean, int clips, IReadOnlyList<double> trainingMean) =>
        [.. mean.Select((m, i) => ((clips * m) + (TrainingClips * trainingMean[i])) / (clips + TrainingClips))];

    /// <summary>An embedding less a center.</summary>
    public static void TakeOff(ReadOnlySpan<float> embedding, ReadOnlySpan<double> center, Span<float> less)
    {
        for (var i = 0; i < less.Length; i++) less[i] = (float)(embedding[i] - center[i]);
    }

    /// <summary>Whether a mean lies where answers can be relative to it, and not so far off that they would be no numbers.</summary>
    public bool IsPossible(Voice voice)
    {
        for (var i = 0; i < voice.Mean.Count; i++)
        {
            if (!(Math.Abs(voice.Mean[i] - Settings.Mean[i]) <= Farthest * Settings.Scaler.Scale[i])) return false;
        }

        return true;
    }

    /// <summary>What is taken off for a voice.</summary>
    public double[] Center(Voice voice)
    {
        var mean = voice.Mean;
        if (voice.Neutral && Settings.NeutralShift is { } shift) mean = [.. mean.Select((m, i) => m + shift[i])];
        return Center(mean, voice.Clips, Settings.Mean);
    }

    /// <summary>Fills the probabilities for one clip.</summary>
    /// <param name="embedding">What the model makes of it.</param>
    /// <param name="center">What is taken off for the voice.</param>
    /// <param name="clips">How many clips are known of the voice.</param>
    /// <param name="plain">The model's probabilities without a voice, before its temperature.</param>
    /// <param name="probabilities">The answer.</param>
    public void Predict(
        ReadOnlySpan<float> embedding, ReadOnlySpan<double> center, int clips, ReadOnlySpan<float> plain, Span<float> probabilities)
    {
        var less = new float[embedding.Length];
        TakeOff(embedding, center, less);
        Settings.Scaler.Transform(less);
        _classifier.PredictProbabilities(less, probabilities);
        OpinionPool.Mix(probabilities, plain, Settings.PlainWeight(clips));
        TemperatureScaling.Apply(probabilities, Settings.Temperature);
    }
}
