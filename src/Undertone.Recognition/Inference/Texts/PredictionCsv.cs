using System.Globalization;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Files;
using Undertone.Recognition.Hearing;
using Undertone.Recognition.Inference.Voices;

namespace Undertone.Recognition.Inference.Texts;

/// <summary>Predictions as CSV: a row a file, or a row a segment. Every row is passed on when it is made.</summary>
public static class PredictionCsv
{
    /// <summary>The name of a column by which a table is known again.</summary>
    public const string StartColumn = "startSeconds", ColumnBeforeLabels = "uncertainBecause", ColumnAfterLabels = "speechSeconds",
        VoiceColumn = "voice", TextColumn = "text", ChannelColumn = "channel";

    private static readonly string[] QualityColumns = [ColumnAfterLabels, "levelDb", "clippedShare", "snrDb", "bandwidthHz", "flags"];
    private static readonly string[] VoiceColumns = [VoiceColumn, "voiceClips"];

    /// <summary>The names of the columns.</summary>
    /// <param name="labels">The model's labels, a column each.</param>
    /// <param name="options">
    /// How the answers are asked for: rows of segments have their start and end, those of channels and of turns their channel and speaker.
    /// </param>
    /// <param name="text">Whether there is a column for words.</param>
    /// <param name="dimensions">The model's dimensions, a column each; null, the default, for none.</param>
    /// <returns>The names, from the left.</returns>
    public static string[] Columns(LabelSet labels, BatchOptions options, bool text, IReadOnlyList<string>? dimensions = null)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(options);
        return
        [
            "file", .. Column(options.Channels == ChannelMode.Split, ChannelColumn), "durationSeconds",
            .. Column(options.Segments, StartColumn, "endSeconds"), .. Column(options.Turns is not null, "speaker"),
            "speech", "emotion", "confidence", "uncertain", ColumnBeforeLabels, .. labels, .. QualityColumns, .. VoiceColumns,
            .. dimensions ?? [], .. Column(text, TextColumn), "error",
        ];
    }

    /// <summary>Writes the header and the rows.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="labels">The model's labels, a column each.</param>
    /// <param name="results">The answers, made while they are written.</param>
    /// <param name="options">How they were asked for.</param>
    /// <param name="text">Whether there is a column for words.</param>
    /// <param name="goesOn">Whether the output has the header already.</param>
    /// <param name="dimensions">The model's dimensions, a column each; null, the default, for none.</param>
    public static void Write(
        TextWriter output, LabelSet labels, IEnumerable<FilePrediction> results, BatchOptions options, bool text, bool goesOn = false,
        IReadOnlyList<string>? dimensions = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(options);
        var (segments, channels, speakers) = (options.Segments, options.Channels == ChannelMode.Split, options.Turns is not null);
        var columns = Columns(labels, options, text, dimensions);
        using var csv = new CsvWriter(output, columns, goesOn);
        foreach (var result in results)
        {
            var (file, p, error) = result;
            var channel = Column(channels, Number(result.Channel));
            if (p is null) csv.Write([file, .. Enumerable.Repeat("", columns.Length - 2), error!.Message]);
            else if (segments)
            {
                foreach (var s in p.Segments!)
                {
                    string[] part =
                    [
                        file, .. channel, Number(p.DurationSeconds), Number(s.StartSeconds), Number(s.EndSeconds),
                        .. Column(speakers, s.Speaker ?? ""),
                    ];
                    var answer = Answer(s.Speech, s.Emotion, s.Confidence, s.UncertainBecause, s.Scores);
                    csv.Write(
                    [
                        .. part, .. answer, .. Quality(p.Quality), .. Known(s.Voice), .. Numbers(dimensions, s.Dimensions),
                        .. Column(text, s.Text ?? ""), "",
                    ]);
                }
            }
            else
            {
                string[] whole = [file, .. channel, Number(p.DurationSeconds)];
                var answer = Answer(p.Speech, p.Emotion, p.Confidence, p.UncertainBecause, p.Scores);
                csv.Write(
                [
                    .. whole, .. answer, .. Quality(p.Quality), .. Known(p.Voice), .. Numbers(dimensions, p.Dimensions),
                    .. Column(text, p.Text ?? ""), "",
                ]);
            }

            output.Flush();
        }
    }

    private static string[] Column(bool isThere, params string[] cells) => isThere ? cells : [];

    private static IEnumerable<string> Answer(
        bool speech, string? emotion, double confidence, IReadOnlyList<string> uncertain, EmotionScores scores) =>
    [
        Truth(speech), emotion ?? "", Number(confidence), Truth(uncertain.Count > 0), string.Join(' ', uncertain),
        .. scores.Select(s => Number(s.Value)),
    ];

    private static IEnumerable<string> Quality(RecordingQuality? quality) => quality is null
        ? Enumerable.Repeat("", QualityColumns.Length)
        : [
            Number(quality.SpeechSeconds), Number(quality.LevelDb), Number(quality.ClippedShare), Number(quality.SnrDb),
            Number(quality.BandwidthHz), string.Join(' ', quality.Flags.Select(f => f.Word())),
        ];

    private static IEnumerable<string> Known(UsedVoice? voice) => [voice?.Name ?? "", Number(voice?.Clips)];

    private static IEnumerable<string> Numbers(IReadOnlyList<string>? dimensions, EmotionDimensions? values) =>
        (dimensions ?? []).Select(d => Number(values?[d]));

    private static string Truth(bool value) => value ? "true" : "false";

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
