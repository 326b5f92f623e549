namespace Undertone.Recognition.Experiments;

/// <summary>Watches nothing.</summary>
internal sealed class SilentObserver : IExperimentObserver
{
    public static SilentObserver Instance { get; } = new();
}
