using Undertone.Recognition.Encoders;

namespace Undertone.Onnx;

/// <summary>What was brought in.</summary>
/// <param name="Encoder">The encoder that recipes can name.</param>
/// <param name="Folder">Where it is kept.</param>
/// <param name="Model">The model that answers by itself, where its logits have names; null where it is an encoder alone.</param>
/// <param name="Notes">What it was taken for and what was found out, in sentences.</param>
public sealed record OnnxImport(SpeechEncoder Encoder, string Folder, string? Model, IReadOnlyList<string> Notes);
