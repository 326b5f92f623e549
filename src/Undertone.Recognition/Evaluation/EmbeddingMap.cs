namespace Undertone.Recognition.Evaluation;

/// <summary>What a model makes of tested utterances, laid out in a plane.</summary>
/// <param name="Model">Whose embeddings they are, such as "the model".</param>
/// <param name="Tested">The utterances that are shown, with their answers.</param>
/// <param name="Map">Their places.</param>
internal sealed record EmbeddingMap(string Model, IReadOnlyList<TestedUtterance> Tested, PlaneMap Map);
