namespace Undertone.Recognition.Encoders;

/// <summary>An output of an encoder that recipes can take.</summary>
/// <param name="Name">What recipes call it.</param>
/// <param name="OutputShape">Its shape; -1 is time.</param>
/// <param name="IsHidden">
/// Whether it is one of the layers of one width that <c>"layer": "weighted"</c> averages, as the hidden states of a transformer.
/// </param>
public sealed record EncoderLayer(string Name, IReadOnlyList<int> OutputShape, bool IsHidden = false);
