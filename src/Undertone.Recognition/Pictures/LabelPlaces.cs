namespace Undertone.Recognition.Pictures;

/// <summary>Places labels near where they belong without one over the other.</summary>
internal static class LabelPlaces
{
    /// <summary>
    /// Places at least <paramref name="gap"/> apart, in the order of the wanted ones and as near to them as that leaves, between two ends
    /// where they fit.
    /// </summary>
    /// <param name="wanted">Where each label would stand by itself.</param>
    /// <param name="gap">The least distance of two.</param>
    /// <param name="low">The lowest place.</param>
    /// <param name="high">The highest place.</param>
    public static double[] Spread(IReadOnlyList<double> wanted, double gap, double low, double high)
    {
        var order = Enumerable.Range(0, wanted.Count).OrderBy(i => wanted[i]).ToArray();
        var places = new double[wanted.Count];
        // Labels that touch form a block around the mean of what they want; blocks that touch join.
        var blocks = new List<(double Sum, int Count)>();
        double Start((double Sum, int Count) b) => Math.Clamp(
            (b.Sum / b.Count) - (gap * (b.Count - 1) / 2), low, Math.Max(low, high - (gap * (b.Count - 1))));
        foreach (var i in order)
        {
            blocks.Add((wanted[i], 1));
            while (blocks.Count > 1 && Start(blocks[^1]) < Start(blocks[^2]) + (gap * blocks[^2].Count))
            {
                var joined = (blocks[^2].Sum + blocks[^1].Sum, blocks[^2].Count + blocks[^1].Count);
                blocks.RemoveRange(blocks.Count - 2, 2);
                blocks.Add(joined);
            }
        }

        var at = 0;
        foreach (var block in blocks)
        {
            for (var k = 0; k < block.Count; k++) places[order[at++]] = Start(block) + (gap * k);
        }

        return places;
    }
}
