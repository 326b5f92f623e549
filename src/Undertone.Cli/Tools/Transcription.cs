using Undertone.Recognition.Inference;

namespace Undertone.Cli.Tools;

/// <summary>Adds words to answers for files: to each segment with speech, or to the whole where there are no segments.</summary>
internal sealed class Transcription(Transcriber transcriber)
{
    /// <summary>The answer with words, as far as they are recognised.</summary>
    public FilePrediction AddTo(FilePrediction result, CancellationToken cancellation)
    {
        if (result.Prediction is not { Speech: true } prediction) return result;
        if (prediction.Segments is not { } segments)
        {
            var all = Words(result, [(0, prediction.DurationSeconds)], cancellation)[0];
            return result with { Prediction = prediction with { Text = all } };
        }

        var spoken = segments.Select((segment, i) => (segment, i)).Where(s => s.segment.Speech).ToArray();
        var words = Words(result, [.. spoken.Select(s => (s.segment.StartSeconds, s.segment.EndSeconds))], cancellation);
        var with = segments.ToArray();
        for (var i = 0; i < spoken.Length; i++) with[spoken[i].i] = spoken[i].segment with { Text = words[i] };
        return result with { Prediction = prediction with { Segments = with } };
    }

    private string?[] Words(FilePrediction result, (double StartSeconds, double EndSeconds)[] parts, CancellationToken cancellation)
    {
        var words = new string?[parts.Length];
        if (!transcriber.IsThere) return words;
        var folder = Directory.CreateTempSubdirectory("undertone-words-").FullName;
        try
        {
            foreach (var (part, file) in PartFiles.Cut(folder, SpeechTrack.Of(result.File, result.Channel), parts))
            {
                words[part] = transcriber.Words(file, result.File, cancellation);
                File.Delete(file);
                if (!transcriber.IsThere) break;
            }

            return words;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
