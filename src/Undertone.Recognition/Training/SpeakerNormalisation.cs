using Undertone.Learning.Preprocessing;
using Undertone.Recognition.Corpora;

namespace Undertone.Recognition.Training;

/// <summary>
/// Each speaker's features by that speaker's own mean and standard deviation over all recordings. It needs many recordings of a speaker at
/// once, which research has and a deployed system has not.
/// </summary>
internal static class SpeakerNormalisation
{
    /// <summary>
    /// The inputs normalised, those of copies as the originals are, whose mean and deviation count; those given stay as they are.
    /// </summary>
    public static float[][] Of(IReadOnlyList<Utterance> utterances, float[][] inputs, int columns)
    {
        var normalised = Array.ConvertAll(inputs, i => (float[])i.Clone());
        foreach (var speaker in Enumerable.Range(0, utterances.Count).GroupBy(i => utterances[i].SpeakerKey))
        {
            var scaler = StandardScaler.Fit(speaker.Select(i => inputs[i]).ToArray(), columns);
            foreach (var i in speaker)
            {
                for (var row = i; row < inputs.Length; row += utterances.Count) scaler.Transform(normalised[row]);
            }
        }

        return normalised;
    }
}
