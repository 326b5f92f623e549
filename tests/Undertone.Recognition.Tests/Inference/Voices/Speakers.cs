using Undertone.Recognition.Corpora;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Tests.Inference.Voices;

/// <summary>Made-up speakers: what a model sees of a clip is the emotion's direction, a little noise and much of the speaker.</summary>
internal static class Speakers
{
    public const int Columns = 6;
    public static readonly LabelSet Labels = new(["neutral", "happy", "angry"]);

    public static (TrainingData Data, float[][] Inputs) Make(int speakers, int clipsOfEach, int seed)
    {
        var random = new Random(seed);
        var (utterances, targets, inputs) = (new List<Utterance>(), new List<int>(), new List<float[]>());
        for (var s = 0; s < speakers; s++)
        {
            double[] offset = [.. Enumerable.Range(0, Columns).Select(_ => 20 * (random.NextDouble() - 0.5))];
            for (var i = 0; i < Labels.Count * clipsOfEach; i++)
            {
                var target = i % Labels.Count;
                utterances.Add(Clip($"s{s}", i, Labels[target]));
                targets.Add(target);
                inputs.Add([.. offset.Select((o, c) => (float)(o + (c == target ? 2 : 0) + (0.4 * (random.NextDouble() - 0.5))))]);
            }
        }

        return (new TrainingData(Labels, utterances, [.. targets], new Dictionary<string, int>()), [.. inputs]);
    }

    public static Utterance Clip(string speaker, int number, string emotion) => new()
    {
        Path = $"/nowhere/{speaker}-{number}.wav",
        RelativePath = $"{speaker}-{number}.wav",
        Emotion = emotion,
        Speaker = speaker,
        Corpus = "made",
    };
}
