namespace Undertone.Sound.Audio.Flac;

/// <summary>What prediction leaves of a channel, in partitions of Rice codes or of plain numbers (RFC 9639, section 9.2.7).</summary>
internal static class FlacResidual
{
    private const int WidthBits = 5;

    /// <summary>Reads the residuals behind the warm-up samples.</summary>
    /// <param name="reader">The bits.</param>
    /// <param name="input">Where they come from, for the place of faults.</param>
    /// <param name="residual">Where they go, at the places of their samples: those before the order are left alone.</param>
    /// <param name="order">The number of warm-up samples.</param>
    public static void Read(BitReader reader, ByteInput input, Span<int> residual, int order)
    {
        var (method, partitionOrder) = ((int)reader.ReadBits(2), (int)reader.ReadBits(4));
        var length = residual.Length >> partitionOrder;
        if (method > 1 || length << partitionOrder != residual.Length || length < order)
        {
            throw input.Fault(reader.Position, "the FLAC frame is damaged: its residuals are coded in no way that FLAC has",
                Remedies.CopyAgain);
        }

        var parameterBits = method == 0 ? 4 : 5;
        var escape = (1 << parameterBits) - 1;
        for (var start = 0; start < residual.Length; start += length)
        {
            var partition = start == 0 ? residual[order..length] : residual.Slice(start, length);
            var parameter = (int)reader.ReadBits(parameterBits);
            if (parameter != escape)
            {
                reader.ReadRice(partition, parameter);
                continue;
            }

            var width = (int)reader.ReadBits(WidthBits);
            foreach (ref var value in partition) value = (int)reader.ReadSigned(width);
        }
    }
}
