namespace Undertone.Recognition.Corpora;

/// <summary>An utterance that the names (or a manifest) tell of, before its audio was looked at.</summary>
/// <param name="Utterance">The utterance.</param>
/// <param name="Reader">Who read it: a corpus's reader, "manifest" or "folder".</param>
/// <param name="Place">Where a manifest tells of it ("Line 3 of calls.csv"); null where no manifest does.</param>
internal sealed record Candidate(Utterance Utterance, string Reader, string? Place = null);
