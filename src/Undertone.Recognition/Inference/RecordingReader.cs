using System.Runtime.InteropServices;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Inference;

/// <summary>Reads a recording block by block and answers for it, or for each of its channels.</summary>
internal static class RecordingReader
{
    private const int BlockSamples = 1 << 13;

    /// <summary>Answers for the mix of all channels.</summary>
    public static EmotionPrediction Answer(
        EmotionRecognizer recognizer, AudioReader reader, RecordingOptions options, CancellationToken cancellationToken) =>
        Answer(recognizer, reader, ChannelMode.Mix, _ => options, new RecordingWatch(), cancellationToken)[0];

    /// <summary>Answers for a recording or its channels.</summary>
    /// <param name="recognizer">The model.</param>
    /// <param name="reader">The recording, at its first sample and its own rate.</param>
    /// <param name="channels">What is heard.</param>
    /// <param name="optionsOf">How a channel is answered for, counted from 1; 0 is the mix.</param>
    /// <param name="watch">Is told how it goes.</param>
    /// <param name="cancellationToken">Ends the work; what was answered by then is handed out.</param>
    /// <returns>One answer, or one a channel.</returns>
    /// <exception cref="OperationCanceledException">The work was ended before there was anything to hand out.</exception>
    public static IReadOnlyList<EmotionPrediction> Answer(
        EmotionRecognizer recognizer, AudioReader reader, ChannelMode channels, Func<int, RecordingOptions> optionsOf,
        RecordingWatch watch, CancellationToken cancellationToken)
    {
        var split = channels == ChannelMode.Split;
        var count = split ? reader.Info.Channels : 1;
        var recordings = Enumerable.Range(0, count)
            .Select(c => new RecordingAnswers(recognizer, reader.SampleRateHz, optionsOf(split ? c + 1 : 0), reader.Info.Frames)).ToArray();
        var (block, channel) = (new float[Math.Max(1, BlockSamples / count) * count], new float[BlockSamples]);
        while (!cancellationToken.IsCancellationRequested)
        {
            var frames = split ? reader.ReadFrames(block) : reader.Read(block);
            if (frames == 0) break;
            for (var c = 0; c < count; c++)
            {
                for (var i = 0; i < frames; i++) channel[i] = block[(i * count) + c];
                recordings[c].Push(channel.AsSpan(0, frames));
            }

            watch.Heard(recordings[0].Samples, reader, recordings.Any(r => r.HasSegments));
        }

        var interrupted = cancellationToken.IsCancellationRequested;
        if (interrupted && !recordings.Any(r => r.HasSegments)) throw new OperationCanceledException(cancellationToken);
        if (!interrupted) reader.RequireSamples();
        return [.. recordings.Select(r => r.Complete(interrupted))];
    }

    /// <summary>
    /// What a model makes of a recording before anything is known of the speaker; of a long one what it makes of its segments.
    /// </summary>
    public static IReadOnlyList<SeenClip> See(EmotionRecognizer recognizer, AudioReader reader, StreamingOptions segmenting)
    {
        recognizer.RequireRate(reader.SampleRateHz);
        var most = RecordingAnswers.WholeSeconds * reader.SampleRateHz;
        var (block, whole, seen) = (new float[BlockSamples], new List<float>(), new List<SeenClip>());
        SegmentStream? stream = null;
        while (reader.Read(block) is > 0 and var count)
        {
            if (stream is null) whole.AddRange(block.AsSpan(0, count));
            else stream.Push(block.AsSpan(0, count), segment => seen.Add(recognizer.See(segment).Clip));
            if (stream is not null || whole.Count <= most) continue;
            stream = recognizer.OpenSegments(reader.SampleRateHz, segmenting.Plan(reader.SampleRateHz));
            stream.Push(CollectionsMarshal.AsSpan(whole), segment => seen.Add(recognizer.See(segment).Clip));
            whole = [];
        }

        reader.RequireSamples();
        if (stream is null) return [recognizer.See(new AudioClip([.. whole], reader.SampleRateHz))];
        stream.Complete(segment => seen.Add(recognizer.See(segment).Clip));
        return seen;
    }
}
