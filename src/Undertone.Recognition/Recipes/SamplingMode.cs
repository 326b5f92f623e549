namespace Undertone.Recognition.Recipes;

/// <summary>How the training part is balanced before a model sees it.</summary>
public enum SamplingMode
{
    /// <summary>As it is.</summary>
    None,

    /// <summary>Utterances of rarer classes are repeated until all classes are as frequent as the most frequent one.</summary>
    OverSample,

    /// <summary>Utterances of more frequent classes are left out until all classes are as frequent as the rarest one.</summary>
    UnderSample,

    /// <summary>Every batch draws evenly from all corpora; smaller corpora repeat their utterances. For networks.</summary>
    BalancedCorpora,

    /// <summary>As <see cref="BalancedCorpora"/>, and inside a corpus its emotions take turns, rarer ones repeating theirs.</summary>
    BalancedCorporaAndClasses,
}
