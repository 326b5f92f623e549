namespace Undertone.Recognition.Corpora;

/// <summary>How high the recordings of a collection reach together.</summary>
internal static class Bandwidths
{
    private const double LeftOut = 0.05;

    /// <summary>The bandwidth in Hz that all but a twentieth of the recordings reach; null where none was measured.</summary>
    public static double? ReachedByNearlyAll(IEnumerable<Utterance> utterances)
    {
        var measured = utterances.Select(u => u.BandwidthHz).OfType<double>().Order().ToArray();
        return measured.Length == 0 ? null : measured[(int)(LeftOut * measured.Length)];
    }
}
