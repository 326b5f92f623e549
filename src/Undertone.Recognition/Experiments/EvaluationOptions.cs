namespace Undertone.Recognition.Experiments;

/// <summary>The data that a finished model is tested on; labels and features are the model's.</summary>
public sealed record EvaluationOptions : DataOptions;
