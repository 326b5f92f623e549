namespace Undertone.Recognition.Corpora;

/// <summary>The words by which corpora and tables name the parts of data, and the one word used here for each.</summary>
internal static class PartitionWords
{
    /// <summary>The part that is learnt from.</summary>
    public const string Train = "train";

    /// <summary>The part that chooses between models.</summary>
    public const string Validation = "validation";

    /// <summary>The part that models are tested on; several have numbers behind the word.</summary>
    public const string Test = "test";

    /// <summary>The word used here ("Dev" is "validation"); any other in lower case, and null for none.</summary>
    public static string? Normalise(string word) => word.Trim().ToLowerInvariant() switch
    {
        "" => null,
        "train" or "training" => Train,
        "test" or "testing" => Test,
        "validation" or "valid" or "val" or "dev" or "development" => Validation,
        var other => other,
    };

    /// <summary>The part that a folder's or file's name means, evaluation being the test; null where it means none of the three.</summary>
    public static string? PartOf(string name) => Normalise(name) switch
    {
        "eval" or "evaluation" => Test,
        Train or Validation or Test => Normalise(name),
        _ => null,
    };

    /// <summary>Whether a part is one that models are tested on: <c>test</c>, <c>test1</c>, <c>test2</c> and so on.</summary>
    public static bool IsTest(string? partition) =>
        partition is not null && partition.StartsWith(Test, StringComparison.Ordinal) && partition[Test.Length..].All(char.IsAsciiDigit);
}
