using Microsoft.DotNet.Interactive.Formatting;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Experiments.Comparison;
using Undertone.Recognition.Inference;
using Undertone.Sound.Audio;

namespace Undertone.Interactive;

/// <summary>Tells a notebook of .NET Interactive how Undertone's values look.</summary>
public static class NotebookFormatters
{
    /// <summary>
    /// From here on the last expression of a cell, and <c>display</c>, show clips, corpora, scores, comparisons, answers and timelines as
    /// <see cref="NotebookHtml"/> has them. The package calls it when a notebook loads it by <c>#r "nuget: Undertone.Interactive"</c>.
    /// </summary>
    public static void Register()
    {
        Register<AudioClip>(clip => NotebookHtml.Clip(clip, "clip"));
        Register<CorpusCollection>(NotebookHtml.Corpus);
        Register<EvaluationResult>(e => NotebookHtml.Classes(e) + NotebookHtml.Confusion(e));
        Register<ComparisonResult>(result => NotebookHtml.Comparison(result.Rows));
        Register<EmotionPrediction>(answer => NotebookHtml.Answer(answer));
        Register<IEnumerable<SegmentPrediction>>(NotebookHtml.Segments);
    }

    private static void Register<T>(Func<T, string> html) => Formatter.Register(html, HtmlFormatter.MimeType);
}
