namespace Undertone.Sound.Features.Voice;

/// <summary>A fundamental frequency that is known frame by frame, at any place of a clip.</summary>
/// <param name="frequencyHz">The fundamental frequency of each frame in Hz, NaN where it is unvoiced.</param>
/// <param name="firstCenter">The sample that the centre of the first frame stands half a sample before.</param>
/// <param name="hopSamples">From one frame to the next.</param>
internal sealed class PitchContour(double[] frequencyHz, double firstCenter, int hopSamples)
{
    /// <summary>The voiced stretches in samples; each reaches half a frame over its first and last one, but not out of the clip.</summary>
    /// <param name="clipSamples">The length of the clip.</param>
    public IEnumerable<(double Start, double End)> VoicedStretches(int clipSamples)
    {
        for (var first = 0; first < frequencyHz.Length; first++)
        {
            if (double.IsNaN(frequencyHz[first])) continue;
            var last = first;
            while (last + 1 < frequencyHz.Length && !double.IsNaN(frequencyHz[last + 1])) last++;
            yield return (Math.Max(PlaceOf(first - 0.5), -0.5), Math.Min(PlaceOf(last + 0.5), clipSamples - 0.5));
            first = last;
        }
    }

    /// <summary>The frequency at a place: on the line between two voiced frames, else that of the nearest; NaN where it has none.</summary>
    public double At(double place)
    {
        var frame = (place + 0.5 - firstCenter) / hopSamples;
        var left = (int)Math.Floor(frame);
        var (near, far) = frame - left < 0.5 ? (left, left + 1) : (left + 1, left);
        if ((uint)near >= (uint)frequencyHz.Length) return double.NaN;
        if ((uint)far >= (uint)frequencyHz.Length || double.IsNaN(frequencyHz[far])) return frequencyHz[near];
        return frequencyHz[near] + Math.Abs(frame - near) * (frequencyHz[far] - frequencyHz[near]);
    }

    private double PlaceOf(double frame) => frame * hopSamples + firstCenter - 0.5;
}
