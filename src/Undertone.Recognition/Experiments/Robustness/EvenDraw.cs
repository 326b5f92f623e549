using Undertone.Learning.Randomness;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Experiments.Robustness;

/// <summary>Draws a part of the utterances: as many of each emotion as can be, and within an emotion of each speaker.</summary>
internal static class EvenDraw
{
    /// <summary>
    /// The places of the drawn utterances, in their order. The next one is of the emotion, and in it of the speaker, drawn least so far.
    /// </summary>
    public static int[] Of(TrainingData data, int most, ulong seed)
    {
        var order = Enumerable.Range(0, data.Utterances.Count).ToArray();
        if (most >= order.Length) return order;
        new SplitMix64(seed).Shuffle<int>(order);
        var emotions = order.GroupBy(i => data.Targets[i]).OrderBy(g => g.Key)
            .Select(g => new Cell(
                [.. g.GroupBy(i => data.Utterances[i].SpeakerKey, StringComparer.Ordinal).Select(s => new Stack(s.Key, [.. s]))]))
            .ToArray();
        var drawnOf = new Dictionary<string, int>(StringComparer.Ordinal);
        var drawn = new int[most];
        for (var n = 0; n < most; n++)
        {
            var emotion = emotions.Where(e => e.Speakers.Any(s => s.Rest.Count > 0)).MinBy(e => e.Drawn)!;
            var speaker = emotion.Speakers.Where(s => s.Rest.Count > 0).MinBy(s => drawnOf.GetValueOrDefault(s.Speaker))!;
            drawn[n] = speaker.Rest.Dequeue();
            emotion.Drawn++;
            drawnOf[speaker.Speaker] = drawnOf.GetValueOrDefault(speaker.Speaker) + 1;
        }

        Array.Sort(drawn);
        return drawn;
    }

    private sealed class Cell(Stack[] speakers)
    {
        public Stack[] Speakers { get; } = speakers;

        public int Drawn { get; set; }
    }

    private sealed class Stack(string speaker, int[] places)
    {
        public string Speaker { get; } = speaker;

        public Queue<int> Rest { get; } = new(places);
    }
}
