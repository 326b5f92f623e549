namespace Undertone.Recognition.Corpora.Manifests;

/// <summary>What a manifest's text holds.</summary>
/// <param name="Rows">The rows in order.</param>
/// <param name="OtherColumns">Columns that mean nothing here, each once.</param>
/// <param name="BlankLines">The lines of rows without content.</param>
/// <param name="EncodingNote">What a person should know of how the text was read, or null.</param>
internal sealed record ManifestRows(
    IReadOnlyList<ManifestRow> Rows, IReadOnlyList<string> OtherColumns, IReadOnlyList<int> BlankLines, string? EncodingNote);
