using System.Text;
using Undertone.Recognition.Inference.Bundle;

namespace Undertone.Recognition.Training;

/// <summary>What a model may be used for, by the terms of the corpora that it was trained on.</summary>
internal static class ModelUse
{
    public static void Append(StringBuilder card, IReadOnlyList<TrainingCorpus> corpora, bool hasEncoder)
    {
        card.Append("\n## Use\n\n");
        var (forbidden, unknown) = (Names(corpora, c => c.CommercialUse == false), Names(corpora, c => c.CommercialUse is null));
        if (forbidden.Length + unknown.Length == 0)
        {
            card.Append("The terms of all training corpora allow commercial use, and so this model may be used commercially")
                .Append(hasEncoder ? ", as far as the terms of its encoder above allow it. " : ". ")
                .Append("Keep the table above with it, which names the sources, as their licenses ask.\n");
        }
        else
        {
            card.Append("This model is for non-commercial use.");
            if (forbidden.Length > 0) card.Append($" Not given for commercial use: {forbidden}.");
            if (unknown.Length > 0) card.Append($" Terms not known, and so taken as such: {unknown}.");
            card.Append('\n');
        }

        if (Names(corpora, c => c.Derivatives == false) is { Length: > 0 } kept)
            card.Append($"\nDo not pass this model on: the terms of {kept} allow no derivatives.\n");
    }

    private static string Names(IReadOnlyList<TrainingCorpus> corpora, Func<TrainingCorpus, bool> which) =>
        string.Join(", ", corpora.Where(which).Select(c => c.Name));
}
