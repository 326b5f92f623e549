namespace Undertone.Benchmarks;

/// <summary>One line of a comparison: a name, Undertone's work, and how often each side runs.</summary>
/// <param name="Name">What the peer script calls the same work.</param>
/// <param name="Prepare">Builds the inputs and gives back the work to time; called once, outside the timing.</param>
/// <param name="Rounds">Timed runs of each side, which take turns; turns of less than 5 ms get more.</param>
internal sealed record ComparisonRow(string Name, Func<Action> Prepare, int Rounds = 15);
