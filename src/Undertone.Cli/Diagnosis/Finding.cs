namespace Undertone.Cli.Diagnosis;

/// <summary>What was found of one thing.</summary>
/// <param name="Group">What it belongs to, such as <c>audio</c>.</param>
/// <param name="Name">What it is called.</param>
/// <param name="State">How it stands.</param>
/// <param name="Found">What is there: a version, a number, or that it is not there.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="Remedy">What to do; null where nothing is to be done.</param>
internal sealed record Finding(string Group, string Name, FindingState State, string Found, string Purpose, string? Remedy = null);
