using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Training;

/// <summary>What every training of a run has in common.</summary>
/// <param name="Recipe">The recipe.</param>
/// <param name="ModelName">What the models are called.</param>
/// <param name="Seed">The seed, from which each fold has its own.</param>
/// <param name="Threads">Worker threads.</param>
internal sealed record TrainingJob(Recipe Recipe, string ModelName, int Seed, int Threads);
