using System.Globalization;
using Undertone.Learning.Selection;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Emotions;

namespace Undertone.Recognition.Evaluation;

/// <summary>
/// Training, validation and test parts in which no speaker stands twice, with the emotions in their shares as far as that allows.
/// </summary>
/// <param name="Train">The share of the training part, above 0.</param>
/// <param name="Validation">The share of the validation part, at least 0; 0 for none.</param>
/// <param name="Test">The share of the test part, above 0.</param>
public sealed record SpeakerSplit(double Train = 70, double Validation = 10, double Test = 20)
{
    private static readonly string[] Names = ["train", "validation", "test"];

    /// <summary>Reads <c>TRAIN,VALIDATION,TEST</c>, or <c>TRAIN,TEST</c> for no validation part.</summary>
    /// <param name="text">Shares in any unit, such as <c>70,10,20</c>.</param>
    /// <exception cref="FormatException">The text is not of that form, or a share is no number that can be.</exception>
    public static SpeakerSplit Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var shares = Array.ConvertAll(
            text.Split(',', StringSplitOptions.TrimEntries),
            s => double.TryParse(s, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var v) ? v : double.NaN);
        return shares switch
        {
            [> 0 and < 1e6 and var train, > 0 and < 1e6 and var test] => new SpeakerSplit(train, 0, test),
            [> 0 and < 1e6 and var train, >= 0 and < 1e6 and var validation, > 0 and < 1e6 and var test] =>
                new SpeakerSplit(train, validation, test),
            _ => throw new FormatException($"'{text}' is not TRAIN,VALIDATION,TEST or TRAIN,TEST with shares above 0, such as 70,10,20."),
        };
    }

    /// <summary>Divides utterances.</summary>
    /// <param name="utterances">The utterances.</param>
    /// <param name="seed">Fixes the order among speakers that are alike.</param>
    /// <returns>The part of each: <c>train</c>, <c>validation</c> or <c>test</c>.</returns>
    /// <exception cref="InvalidDataException">The data has fewer speakers than there are parts.</exception>
    public IReadOnlyList<string> PartsOf(IReadOnlyList<Utterance> utterances, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(utterances);
        var speakers = utterances.Select(u => u.SpeakerKey).ToArray();
        double[] shares = Validation > 0 ? [Train, Validation, Test] : [Train, Test];
        var names = Validation > 0 ? Names : ["train", "test"];
        var count = speakers.Distinct().Count();
        if (count < shares.Length)
        {
            throw new InvalidDataException(
                $"{shares.Length} parts need at least {shares.Length} speakers, and the data names {count}. "
                + "Bring data of more speakers, or ask for fewer parts.");
        }

        var emotions = LabelSet.Ordered(utterances.Select(u => u.Emotion)).ToList();
        var labels = utterances.Select(u => emotions.IndexOf(u.Emotion)).ToArray();
        return [.. Splits.GroupShares(labels, speakers, shares, (ulong)(uint)seed).Select(p => names[p])];
    }
}
