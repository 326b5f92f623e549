using System.Numerics;

namespace Undertone.Sound.Audio.Flac;

/// <summary>One channel of a frame (RFC 9639, section 9.2).</summary>
/// <remarks>Samples take 32 bits; the difference of two channels of 32 bits takes 33, and is decoded into 64.</remarks>
internal static class FlacSubframe
{
    private const int ConstantKind = 0;
    private const int VerbatimKind = 1;
    private const int FirstFixedKind = 8;
    private const int LastFixedKind = 12;
    private const int FirstLinearKind = 32;
    private const int ForbiddenPrecision = 16;

    /// <summary>Decodes a channel.</summary>
    /// <param name="reader">The bits, at the head of the subframe.</param>
    /// <param name="input">Where they come from, for the place of faults.</param>
    /// <param name="bits">The width of a sample.</param>
    /// <param name="samples">Where the samples go.</param>
    /// <param name="residual">Room for as many residuals; may be the samples themselves.</param>
    public static void Decode<T>(BitReader reader, ByteInput input, int bits, Span<T> samples, Span<int> residual)
        where T : struct, IBinaryInteger<T>
    {
        var kind = (int)reader.ReadBits(7);
        var wasted = reader.ReadBits(1) == 0 ? 0 : (int)reader.ReadUnary(bits) + 1;
        bits -= wasted;
        if (bits < 1) throw Damaged(reader, input, "a channel has no bits");
        switch (kind)
        {
            case ConstantKind:
                samples.Fill(T.CreateTruncating(reader.ReadSigned(bits)));
                break;
            case VerbatimKind:
                ReadSamples(reader, bits, samples);
                break;
            case >= FirstFixedKind and <= LastFixedKind:
                var fixedOrder = kind - FirstFixedKind;
                ReadWarmUp(reader, input, bits, samples, fixedOrder);
                FlacResidual.Read(reader, input, residual, fixedOrder);
                FlacPrediction.RestoreFixed(samples, residual, fixedOrder);
                break;
            case >= FirstLinearKind and < 2 * FirstLinearKind:
                DecodeLinear(reader, input, bits, samples, residual, kind - FirstLinearKind + 1);
                break;
            default:
                throw Damaged(reader, input, $"a channel is stored in way {kind}, which FLAC has not");
        }

        if (wasted == 0) return;
        foreach (ref var sample in samples) sample <<= wasted;
    }

    private static void DecodeLinear<T>(
        BitReader reader, ByteInput input, int bits, Span<T> samples, Span<int> residual, int order)
        where T : struct, IBinaryInteger<T>
    {
        ReadWarmUp(reader, input, bits, samples, order);
        var precision = (int)reader.ReadBits(4) + 1;
        var shift = (int)reader.ReadSigned(5);
        if (precision == ForbiddenPrecision || shift < 0) throw Damaged(reader, input, "a predictor is none that FLAC has");
        Span<int> coefficients = stackalloc int[order];
        // Stored from the latest sample backwards.
        for (var i = order - 1; i >= 0; i--) coefficients[i] = (int)reader.ReadSigned(precision);
        FlacResidual.Read(reader, input, residual, order);
        FlacPrediction.RestoreLinear(samples, residual, coefficients, shift, bits);
    }

    private static void ReadWarmUp<T>(BitReader reader, ByteInput input, int bits, Span<T> samples, int order)
        where T : struct, IBinaryInteger<T>
    {
        if (order > samples.Length) throw Damaged(reader, input, $"a predictor of order {order} stands in {samples.Length} samples");
        ReadSamples(reader, bits, samples[..order]);
    }

    private static void ReadSamples<T>(BitReader reader, int bits, Span<T> samples)
        where T : struct, IBinaryInteger<T>
    {
        foreach (ref var sample in samples) sample = T.CreateTruncating(reader.ReadSigned(bits));
    }

    private static AudioFormatException Damaged(BitReader reader, ByteInput input, string fault) =>
        input.Fault(reader.Position, $"the FLAC frame is damaged: {fault}", Remedies.CopyAgain);
}
