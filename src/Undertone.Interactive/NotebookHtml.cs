using System.Text;
using Undertone.Interactive.Fragments;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Experiments.Comparison;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Pictures;
using Undertone.Recognition.Reports;
using Undertone.Sound.Audio;

namespace Undertone.Interactive;

/// <summary>
/// What Undertone has to show, as HTML: each method returns one element that is well-formed, carries its own look and all that it needs,
/// and takes the colours of the notebook around it. Texts are encoded, whatever a file or a speaker is called. No notebook is needed to
/// call them; in one, <c>display(HTML(...))</c> shows the text, and <see cref="NotebookFormatters.Register"/> does so by itself.
/// </summary>
public static class NotebookHtml
{
    /// <summary>How much of a clip a player holds, in seconds: a longer one is cut, and the fragment says so.</summary>
    public const int MostSeconds = SoundPlayer.MostSeconds;

    /// <summary>The sample rate of players where no other is asked for, in Hz.</summary>
    public const int SpokenRateHz = 16_000;

    /// <summary>A player: the samples as a WAV file of 16 bits inside the element.</summary>
    /// <param name="clip">The audio.</param>
    /// <param name="title">What the clip is called, or null for "clip".</param>
    /// <param name="sampleRateHz">The rate of what is played, in Hz; null for the clip's own. Default 16,000.</param>
    public static string Player(AudioClip clip, string? title = null, int? sampleRateHz = SpokenRateHz)
    {
        ArgumentNullException.ThrowIfNull(clip);
        return Fragment.Of(html => SoundPlayer.Write(html, clip, title ?? "clip", sampleRateHz));
    }

    /// <summary>A clip: its waveform with a player below.</summary>
    /// <param name="clip">The audio; at least one sample.</param>
    /// <param name="title">What the clip is called.</param>
    /// <exception cref="ArgumentException">The clip is empty.</exception>
    public static string Clip(AudioClip clip, string title)
    {
        ArgumentNullException.ThrowIfNull(clip);
        ArgumentNullException.ThrowIfNull(title);
        var picture = FeaturePicture.Draw(clip, "waveform", title, options: new PictureOptions { WidthPixels = 860, HeightPixels = 200 });
        return Fragment.Of(html =>
        {
            Image(html, picture, $"The waveform of {title}");
            SoundPlayer.Write(html, clip, title, SpokenRateHz);
        });
    }

    /// <summary>
    /// A picture of <see cref="FeaturePicture"/>, <see cref="PredictionPicture"/> or any other SVG. It stands in the element as an image,
    /// so that nothing in it runs and its look stays its own.
    /// </summary>
    /// <param name="svg">The SVG.</param>
    /// <param name="description">What it shows, for those who cannot see it.</param>
    public static string Picture(string svg, string description)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(svg);
        ArgumentNullException.ThrowIfNull(description);
        return Fragment.Of(html => Image(html, svg, description));
    }

    /// <summary>What data holds: a table of corpora, and one of how often each speaker says each emotion (the first 40 speakers).</summary>
    /// <param name="collection">What was read.</param>
    public static string Corpus(CorpusCollection collection)
    {
        ArgumentNullException.ThrowIfNull(collection);
        return Fragment.Of(html => CorpusTables.Write(html, collection));
    }

    /// <summary>The scores of each emotion: precision, recall, F1, ROC AUC and how many utterances it has; marks show chance.</summary>
    /// <param name="evaluation">The scores.</param>
    public static string Classes(EvaluationResult evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        return Fragment.Of(html =>
        {
            html.Open("div", ("class", "scroll"));
            ClassSection.Table(html, evaluation);
            html.Close();
        });
    }

    /// <summary>The confusion matrix: rows are the truth, columns the answer; counts and shares of the row.</summary>
    /// <param name="evaluation">The scores.</param>
    public static string Confusion(EvaluationResult evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        return Fragment.Of(html =>
        {
            html.Open("div", ("class", "scroll"));
            ConfusionSection.Table(html, evaluation);
            html.Close();
        });
    }

    /// <summary>Loss, accuracy and unweighted average recall by epoch: each fold, and their mean in bold.</summary>
    /// <param name="curves">The trainings; those without an epoch, as of classical models, are left out.</param>
    /// <param name="chance">The recall of guessing, as <see cref="EvaluationResult.Chance"/> has it.</param>
    /// <exception cref="ArgumentException">No training has an epoch.</exception>
    public static string Curves(IEnumerable<LearningCurve> curves, double chance)
    {
        ArgumentNullException.ThrowIfNull(curves);
        LearningCurve[] drawn = [.. curves.Where(c => c.Epochs.Count > 0)];
        if (drawn.Length == 0) throw new ArgumentException("No training has an epoch to draw.", nameof(curves));
        return Fragment.Of(html => CurvesSection.Charts(html, drawn, chance));
    }

    /// <summary>Recipes side by side: scores with 95 % intervals over speakers, tests against the best, sizes.</summary>
    /// <param name="rows">The rows of a comparison; at least one.</param>
    /// <exception cref="ArgumentException">There is no row.</exception>
    public static string Comparison(IReadOnlyList<ComparisonRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0) throw new ArgumentException("There is no row to show.", nameof(rows));
        return Fragment.Of(html => ComparisonTable.Write(html, rows));
    }

    /// <summary>An answer: its emotion, why it is uncertain where it is, and a bar for each label, the most probable first.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="title">What was heard, such as a file's name; null leaves it out.</param>
    public static string Answer(EmotionPrediction answer, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return Fragment.Of(html => AnswerTable.Write(html, answer, title));
    }

    /// <summary>A recording: a strip coloured by emotion for each speaker, and a table of runs (<see cref="Timeline.Merge"/>).</summary>
    /// <param name="segments">The segments of a prediction or the answers of a stream, in order.</param>
    public static string Segments(IEnumerable<SegmentPrediction> segments)
    {
        ArgumentNullException.ThrowIfNull(segments);
        return Fragment.Of(html => TimelineStrip.Write(html, [.. segments]));
    }

    private static void Image(MarkupWriter html, string svg, string description) => html.Empty(
        "img", ("alt", description), ("src", "data:image/svg+xml;base64," + Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))));
}
