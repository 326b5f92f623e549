using Undertone.Recognition.Evaluation;

namespace Undertone.Recognition.Training;

/// <summary>What a fold gave.</summary>
/// <param name="Answers">Each utterance of its test part with the model's answer, in the part's order.</param>
/// <param name="BestEpoch">The epoch whose weights answered; 0 for models without epochs.</param>
internal sealed record TrainedFold(IReadOnlyList<TestedUtterance> Answers, int BestEpoch)
{
    /// <summary>The answers with some clips of each speaker known; empty where the recipe has no voices.</summary>
    public IReadOnlyList<VoiceAnswers> Voices { get; init; } = [];
}
