namespace Undertone.Cli.Texts;

/// <summary>The whole lines of a file; of one whose fields may hold line ends (CSV), the whole rows.</summary>
internal static class WholeRecords
{
    private const int BlockBytes = 1 << 16;

    /// <summary>Reads on from where a file stands. What follows the last line end is not whole, and not among them.</summary>
    /// <param name="file">The file.</param>
    /// <param name="quoted">Whether a line end between quotation marks belongs to its field.</param>
    /// <returns>Each record without its line end, and the place of the byte after it.</returns>
    public static IEnumerable<(byte[] Bytes, long End)> Of(Stream file, bool quoted)
    {
        var (block, record) = (new byte[BlockBytes], new List<byte>());
        var (at, inQuotes) = (file.Position, false);
        while (file.Read(block) is > 0 and var read)
        {
            for (var i = 0; i < read; i++)
            {
                at++;
                if (block[i] == '"') inQuotes ^= quoted;
                if (block[i] != '\n' || inQuotes)
                {
                    record.Add(block[i]);
                    continue;
                }

                if (record is [.., (byte)'\r']) record.RemoveAt(record.Count - 1);
                yield return ([.. record], at);
                record.Clear();
            }
        }
    }
}
