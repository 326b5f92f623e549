using System.Globalization;
using System.Text;
using Undertone.Learning.Metrics;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Encoders;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Files;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Training;

/// <summary>The model card: what a model was trained on, how it was tested, and what it should not be used for.</summary>
internal static class ModelCard
{
    public static string Write(
        TrainingJob job, LabelSet labels, IReadOnlyList<ModelDimension> dimensions, IReadOnlyList<TrainingCorpus> corpora,
        EvaluationResult? evaluation, SpeechEncoder? encoder = null)
    {
        var card = new StringBuilder();
        var invariant = CultureInfo.InvariantCulture;
        card.Append(invariant, $"# {job.ModelName}\n\n");
        card.Append(
            invariant,
            $"A speech emotion model in Undertone's `{job.Recipe.Name}` recipe, trained by Undertone {PackageVersion.Text}.\n\n");
        if (labels.Count > 0) card.Append(invariant, $"Labels: {labels}.\n\n");
        if (dimensions.Count > 0)
        {
            card.Append("Dimensions: ").AppendJoin(", ", dimensions.Select(d => FormattableString.Invariant(
                $"{d.Name} (mean {d.Mean:0.00}, deviation {d.StandardDeviation:0.00} in training)"))).Append(".\n\n");
        }

        card.Append(invariant, $"## Training data\n\n| corpus | utterances | speakers | terms |\n|---|---|---|---|\n");
        foreach (var c in corpora)
        {
            card.Append(invariant, $"| {c.Name} | {c.Utterances} | {c.Speakers} | {(c.License.Length > 0 ? c.License : "not known")} |\n");
        }

        if (encoder is not null) AppendEncoder(card, encoder, job.Recipe);
        if (job.Recipe.Fusion is { } fusion)
        {
            card.Append(
                invariant,
                $"\nIts answers are means of those of two models: {1 - fusion.Weight:0.##} of one on these features, and "
                + $"{fusion.Weight:0.##} of `{fusion.Recipe.Name}`, a second one beside it ({Kind(fusion.Recipe)}).\n");
        }

        ModelUse.Append(card, corpora, encoder is not null);
        card.Append("\n## Scores\n\n");
        if (evaluation is null) card.Append("None: the model was trained without an evaluation.\n");
        else AppendScores(card, evaluation);
        if (evaluation?.Voices is { } voices) AppendVoices(card, voices);
        if (evaluation?.Robustness is { } robustness) AppendRobustness(card, robustness);
        card.Append("\n## Limits\n\nThe training speech is acted, in few languages, by few speakers, recorded in quiet rooms. ")
            .Append("Spontaneous speech, other languages, noise and other microphones will do worse. ")
            .Append("An answer says how a voice sounds to this model, not what a person feels; do not decide about people by it.\n");
        return card.ToString();
    }

    private static string Kind(Recipe recipe) =>
        $"{recipe.Model.Kind} over {string.Join(", ", recipe.Features.List.Select(f => f.Name))}";

    private static void AppendEncoder(StringBuilder card, SpeechEncoder encoder, Recipe recipe)
    {
        var notes = encoder.Notes;
        card.Append("\n## Encoder\n\n").Append(recipe.StartFrom is null ? "It builds on" : "Its training started from");
        card.Append($" the encoder `{notes.Name}` (version {notes.Version}). {notes.Source}\n");
        if (notes.License.Length > 0) card.Append($"\nIts terms:\n\n{notes.License.TrimEnd()}\n");
    }

    private static void AppendScores(StringBuilder card, EvaluationResult e)
    {
        var c = CultureInfo.InvariantCulture;
        var speakers = e.PerSpeaker.Count == 1 ? "speaker" : "speakers";
        card.Append(c, $"Protocol: {e.Protocol.Describe()}; {e.Tested.Count} utterances of {e.PerSpeaker.Count} {speakers}.\n\n");
        if (e.Protocol.Warning is { } warning) card.Append(c, $"**{warning}**\n\n");
        card.Append(c, $"| score | value | 95 % interval (bootstrap over speakers) |\n|---|---|---|\n");
        foreach (var d in e.Dimensions)
        {
            card.Append(c, $"| {d.Name}: concordance (CCC) | {d.All.Concordance:0.000} | {Range(d.ConcordanceInterval)} |\n")
                .Append(c, $"| {d.Name}: Pearson | {d.All.Pearson:0.000} | |\n")
                .Append(c, $"| {d.Name}: mean absolute error | {d.All.MeanAbsoluteError:0.000} | |\n");
        }

        if (!e.HasEmotion) return;
        card.Append(c, $"| unweighted average recall | {e.Report.UnweightedAverageRecall:0.000} | {Range(e.UarInterval)} |\n");
        card.Append(c, $"| accuracy | {e.Report.Accuracy:0.000} | {Range(e.AccuracyInterval)} |\n");
        card.Append(
            c, $"| macro F1 | {e.Report.MacroF1:0.000} | |\n| expected calibration error | {e.ExpectedCalibrationError:0.000} | |\n\n");
        AppendGroups(card, "corpus", e.PerCorpus);
        card.Append("\n| emotion | recall | precision | utterances |\n|---|---|---|---|\n");
        foreach (var k in e.Report.PerClass) card.Append(c, $"| {k.Label} | {k.Recall:0.000} | {k.Precision:0.000} | {k.Support} |\n");
        if (e.PerLanguage.Count > 0) AppendGroups(card.Append('\n'), "language", e.PerLanguage);
        if (e.PerSex.Count > 0) AppendGroups(card.Append('\n'), "sex", e.PerSex);
        if (e.SexGap is { } gap) card.Append(c, $"\nThe recall of the two sexes differs by {gap:0.000}.\n");
        if (e.Calibration is { } calibration) AppendCalibration(card, calibration);
    }

    private static void AppendGroups(StringBuilder card, string name, IReadOnlyList<GroupScore> groups)
    {
        var c = CultureInfo.InvariantCulture;
        card.Append(c, $"| {name} | utterances | accuracy | UAR |\n|---|---|---|---|\n");
        foreach (var g in groups) card.Append(c, $"| {g.Group} | {g.Utterances} | {g.Accuracy:0.000} | {g.Uar:0.000} |\n");
    }

    private static void AppendCalibration(StringBuilder card, Calibration calibration)
    {
        var c = CultureInfo.InvariantCulture;
        card.Append(c, $"\n## Confidence\n\n{calibration.Describe()}\n\n")
            .Append("| confidence of at least | answers kept | of these right |\n|---|---|---|\n");
        foreach (var r in calibration.Table) card.Append(c, $"| {r.Confidence:0.0} | {r.Coverage:0.000} | {r.Accuracy:0.000} |\n");
    }

    private static void AppendVoices(StringBuilder card, VoiceTable table)
    {
        var c = CultureInfo.InvariantCulture;
        card.Append(c, $"\n## Voices\n\nThe same utterances {VoiceTable.Protocol}:\n\n| clips known | accuracy | UAR |\n|---|---|---|\n");
        foreach (var r in table.Rows) card.Append(c, $"| {r.Title} | {r.Accuracy:0.000} | {r.Uar:0.000} |\n");
    }

    private static void AppendRobustness(StringBuilder card, RobustnessTable table)
    {
        var c = CultureInfo.InvariantCulture;
        card.Append(c, $"\n## Robustness\n\nThe same utterances under other conditions: {table.Describe()}. ")
            .Append("An utterance without an answer counts as wrong; kept is the share of answers that are the same as clean.\n\n")
            .Append("| condition | UAR | kept | no speech | uncertain |\n|---|---|---|---|---|\n");
        foreach (var r in table.Rows)
        {
            if (r.Missing is { } missing) card.Append(c, $"| {r.Title} | not tried: {missing} | | | |\n");
            else card.Append(c, $"| {r.Title} | {r.Uar:0.000} | {r.Kept:0.000} | {r.NoSpeech:0.000} | {r.Uncertain:0.000} |\n");
        }
    }

    private static string Range(ConfidenceInterval? interval) =>
        interval is { } i ? string.Create(CultureInfo.InvariantCulture, $"{i.Low:0.000} to {i.High:0.000}") : "- (one speaker)";
}
