namespace Undertone.Cli.Texts;

/// <summary>The answer for one file, as the output of an earlier run holds it.</summary>
/// <param name="File">The file as it was named.</param>
/// <param name="IsError">Whether it says why there is no answer.</param>
internal sealed record EarlierAnswer(string File, bool IsError)
{
    /// <summary>The scores, one for each label; of the first segment where the rows are those of segments; empty for an error.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Scores { get; init; } = [];

    /// <summary>Whether the recording was not heard to its end.</summary>
    public bool IsInterrupted { get; init; }

    /// <summary>Whether it is for one channel of several.</summary>
    public bool IsChannel { get; init; }

    /// <summary>Whether it has segments; null where that cannot be known.</summary>
    public bool? Segments { get; init; }

    /// <summary>Whether it has words; null where that cannot be known.</summary>
    public bool? Text { get; init; }

    /// <summary>The name of the voice that the answer is relative to; null where there is none.</summary>
    public string? Voice { get; init; }
}
