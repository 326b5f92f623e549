using Undertone.Sound.Capture;

namespace Undertone.Cli.Tools;

/// <summary>Cuts parts of a recording into WAV files while it is read once, whatever its length.</summary>
internal static class PartFiles
{
    /// <summary>The files, each as soon as its part has been read; it may be deleted then.</summary>
    /// <param name="folder">Where they are made.</param>
    /// <param name="blocks">The recording, at the rate of <see cref="SpeechTrack"/>.</param>
    /// <param name="parts">Where the parts begin and end, in seconds; they may overlap.</param>
    /// <returns>The number of the part, counted from 0, and its file. Parts that hold no sample are left out.</returns>
    public static IEnumerable<(int Part, string File)> Cut(
        string folder, IEnumerable<ReadOnlyMemory<float>> blocks, IReadOnlyList<(double StartSeconds, double EndSeconds)> parts)
    {
        var places = parts.Select((p, i) => (Part: i, Start: PlaceOf(p.StartSeconds), End: PlaceOf(p.EndSeconds)))
            .Where(p => p.Start < p.End).OrderBy(p => p.Start).ToList();
        var open = new Dictionary<int, WavRecording>();
        try
        {
            long at = 0;
            foreach (var block in blocks)
            {
                var end = at + block.Length;
                foreach (var (part, start, stop) in places.TakeWhile(p => p.Start < end))
                {
                    if (!open.TryGetValue(part, out var file)) open[part] = file = new WavRecording(FileOf(part), SpeechTrack.RateHz);
                    var (first, last) = (Math.Max(start, at), Math.Min(stop, end));
                    file.Write(block.Span[(int)(first - at)..(int)(last - at)]);
                }

                at = end;
                foreach (var (part, _, _) in places.Where(p => p.End <= at).ToArray()) yield return Closed(part);
                places.RemoveAll(p => p.End <= at);
            }

            // What a recording is a little shorter than it was said to be.
            foreach (var part in open.Keys.Order().ToArray()) yield return Closed(part);
        }
        finally
        {
            foreach (var file in open.Values) file.Dispose();
        }

        (int, string) Closed(int part)
        {
            open.Remove(part, out var file);
            file!.Dispose();
            return (part, FileOf(part));
        }

        string FileOf(int part) => Path.Combine(folder, FormattableString.Invariant($"{part}.wav"));
    }

    private static long PlaceOf(double seconds) => (long)Math.Round(seconds * SpeechTrack.RateHz);
}
