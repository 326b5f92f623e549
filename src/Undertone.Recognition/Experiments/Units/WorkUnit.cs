namespace Undertone.Recognition.Experiments.Units;

/// <summary>A part of some work that can be done by itself, on any machine, in any order.</summary>
/// <param name="Name">What it is called, such as <c>svm/fold-3</c>; unlike every other unit of the work.</param>
/// <param name="FirstFile">The place of the first of <see cref="DividedWork.Files"/> that it depends on, from 0.</param>
/// <param name="FileCount">How many of them it depends on.</param>
/// <param name="Work">
/// Does it: leaves its files in the folder, which is not there yet, and tells the observer what it notes. May be called by several threads
/// for several units at a time.
/// </param>
public sealed record WorkUnit(
    string Name, int FirstFile, int FileCount, Action<string, IExperimentObserver, CancellationToken> Work)
{
    /// <summary>Files that it leaves, as paths below its folder with <c>/</c>; the work is not done where one is missing.</summary>
    public required IReadOnlyList<string> Leaves { get; init; }
}
