namespace Undertone.Interactive.Tests;

/// <summary>A cell of a notebook.</summary>
/// <param name="Kind"><c>markdown</c> or <c>code</c>.</param>
/// <param name="Source">Its text, without a line break at its end.</param>
internal sealed record NotebookCell(string Kind, string Source);
