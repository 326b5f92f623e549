namespace Undertone.Cli.Terminals;

/// <summary>How far a task has come.</summary>
/// <param name="Stage">What is being done.</param>
/// <param name="Done">Parts of the stage that are done.</param>
/// <param name="Total">All parts of the stage.</param>
/// <param name="Figures">
/// What the last part came to, the most important first, with <see cref="ProgressText.Between"/> between them, such as <c>loss 0.512</c>;
/// empty for none.
/// </param>
/// <param name="Overall">How much of all stages together is done, 0 to 1; null where only the stage is known.</param>
internal readonly record struct ProgressState(string Stage, long Done, long Total, string Figures = "", double? Overall = null)
{
    /// <summary>How much of the stage is done, 0 to 1.</summary>
    public double Share => Total == 0 ? 1 : Math.Clamp((double)Done / Total, 0, 1);
}
