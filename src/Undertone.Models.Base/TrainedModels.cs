namespace Undertone.Models.Base;

/// <summary>The type by which <c>Undertone.Recognition</c> finds this assembly, whose resources are the models.</summary>
internal static class TrainedModels;
