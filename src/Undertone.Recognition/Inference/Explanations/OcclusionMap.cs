namespace Undertone.Recognition.Inference.Explanations;

/// <summary>
/// What each cell of time and frequency did for an answer (occlusion: M. Zeiler and R. Fergus, 2014): the probability of the emotion as the
/// sound is, less what it is with the cell taken down to the noise floor of the recording.
/// </summary>
/// <param name="Emotion">The emotion.</param>
/// <param name="StartSeconds">Where the first column begins.</param>
/// <param name="CellSeconds">How long a column is.</param>
/// <param name="BandEdgesHz">The edges of the bands, one more than bands, lowest first.</param>
/// <param name="Values">
/// For each column each band's number, -1 to 1: positive where the cell spoke for the emotion; 0 where it holds nothing above the floor.
/// </param>
public sealed record OcclusionMap(
    string Emotion, double StartSeconds, double CellSeconds, IReadOnlyList<double> BandEdgesHz,
    IReadOnlyList<IReadOnlyList<double>> Values);
