using Undertone.Recognition.Inference;

namespace Undertone.Fleet.Queues;

/// <summary>What was sent.</summary>
/// <param name="Messages">How many messages the broker has confirmed.</param>
/// <param name="Problems">The files that were not sent, with their errors.</param>
public sealed record QueueSending(long Messages, IReadOnlyList<FilePrediction> Problems);
