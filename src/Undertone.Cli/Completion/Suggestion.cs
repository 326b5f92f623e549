namespace Undertone.Cli.Completion;

/// <summary>What a word can become.</summary>
/// <param name="Text">The whole word.</param>
/// <param name="Description">What it does; empty for values.</param>
internal sealed record Suggestion(string Text, string Description = "");
