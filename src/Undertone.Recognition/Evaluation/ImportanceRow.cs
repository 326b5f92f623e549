namespace Undertone.Recognition.Evaluation;

/// <summary>What a group of features is worth to a model.</summary>
/// <param name="Feature">
/// The feature with its options, such as <c>mfcc(n_mfcc=40)</c>, or some bands of it, such as <c>melspectrogram_db, 0 to 300 Hz</c>.
/// </param>
/// <param name="Columns">How many numbers of the vector, or of each frame, it makes up.</param>
/// <param name="Drop">By how much the unweighted average recall falls where its columns are those of other utterances, on average.</param>
/// <param name="Deviation">The standard deviation of that over the repeats.</param>
public sealed record ImportanceRow(string Feature, int Columns, double Drop, double Deviation);
