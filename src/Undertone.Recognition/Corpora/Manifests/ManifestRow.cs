namespace Undertone.Recognition.Corpora.Manifests;

/// <summary>One row of a manifest.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Values">The values by column, trimmed; a column that is missing has none.</param>
internal sealed record ManifestRow(int Line, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>The value of a column; empty where there is none.</summary>
    public string this[string column] => Values.GetValueOrDefault(column, "");
}
