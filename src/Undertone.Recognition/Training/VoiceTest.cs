using Undertone.Learning.Randomness;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Voices;

namespace Undertone.Recognition.Training;

/// <summary>Answers for labelled utterances where some other clips of each speaker are known, without their labels.</summary>
internal static class VoiceTest
{
    /// <summary>The answers for each number of known clips.</summary>
    /// <param name="head">The voice head.</param>
    /// <param name="model">The model under it.</param>
    /// <param name="inputs">What the model sees of each utterance, scaled.</param>
    /// <param name="plain">
    /// The answers without a voice, before the model's temperature; they stay for whom nothing else is heard of.
    /// </param>
    /// <param name="seed">Draws the clips.</param>
    public static VoiceAnswers[] Answer(
        VoiceHead head, IModel model, float[][] inputs, IReadOnlyList<TestedUtterance> plain, int seed)
    {
        var embeddings = Embeddings(model, inputs, plain.Count == 0 ? 0 : plain[0].Probabilities.Length);
        var speakers = Enumerable.Range(0, inputs.Length).Where(i => IsNamed(plain[i].Utterance))
            .GroupBy(i => plain[i].Utterance.SpeakerKey, StringComparer.Ordinal).Select(g => g.ToArray()).ToArray();
        return
        [
            .. VoiceAnswers.Tried.Select(
                clips => new VoiceAnswers(clips, Answer(head, embeddings, speakers, plain, clips, (ulong)(uint)seed))),
        ];
    }

    /// <summary>The embeddings of scaled inputs.</summary>
    public static float[][] Embeddings(IModel model, float[][] inputs, int classes)
    {
        var size = model.EmbeddingSize;
        var all = new float[inputs.Length * size];
        model.Predict(inputs, new float[inputs.Length * classes], all);
        return [.. Enumerable.Range(0, inputs.Length).Select(i => all[(i * size)..((i + 1) * size)])];
    }

    /// <summary>Whether an utterance's corpus says who speaks.</summary>
    public static bool IsNamed(Utterance utterance) => utterance.Speaker != Utterance.UnknownSpeaker;

    private static TestedUtterance[] Answer(
        VoiceHead head, float[][] embeddings, int[][] speakers, IReadOnlyList<TestedUtterance> plain, int? clips, ulong seed)
    {
        TestedUtterance[] answers = [.. plain];
        foreach (var speaker in speakers.Where(s => s.Length > 1))
        {
            var all = Sums(embeddings, speaker);
            foreach (var i in speaker)
            {
                var known = clips is { } wanted && wanted < speaker.Length - 1 ? wanted : speaker.Length - 1;
                var mean = known == speaker.Length - 1
                    ? all.MeanWithout(embeddings[i])
                    : Sums(embeddings, Draw(speaker, i, known, SplitMix64.ForPart(seed, (ulong)i))).Mean();
                var probabilities = new float[plain[i].Probabilities.Length];
                head.Predict(
                    embeddings[i], VoiceHead.Center(mean, known, head.Settings.Mean), known, plain[i].Probabilities, probabilities);
                answers[i] = new TestedUtterance(plain[i].Utterance, plain[i].Fold, plain[i].Truth, probabilities);
            }
        }

        return answers;
    }

    private static int[] Draw(int[] speaker, int but, int count, SplitMix64 random)
    {
        int[] others = [.. speaker.Where(i => i != but)];
        random.Shuffle<int>(others);
        return others[..count];
    }

    private static EmbeddingSums Sums(float[][] embeddings, IEnumerable<int> members)
    {
        var sums = new EmbeddingSums(embeddings[0].Length);
        foreach (var i in members) sums.Add(embeddings[i]);
        return sums;
    }
}
