namespace Undertone.Recognition.Recipes;

/// <summary>What training does with layers of an encoder.</summary>
/// <param name="Prefix">How the names of the layers begin, such as <c>conv2d_1</c>; <see cref="StartPlan.AllLayers"/> for all.</param>
/// <param name="LearningRate">The factor on the learning rate; 0 keeps the weights. Default 1.</param>
/// <param name="FrozenEpochs">How many epochs at the beginning the weights stay. Default 0.</param>
public sealed record StartLayer(string Prefix, double LearningRate = 1, int FrozenEpochs = 0);
