using Undertone.Kernels;

namespace Undertone.Sound.Features.Engine;

/// <summary>Windows of any length, as scipy.signal.get_window gives them.</summary>
internal static class Windows
{
    /// <summary>The periodic window in double precision.</summary>
    public static double[] Periodic(WindowFunction window, int length)
    {
        var values = new double[length];
        for (var i = 0; i < length; i++)
        {
            var angle = 2 * Math.PI * i / length;
            values[i] = window switch
            {
                WindowFunction.Hann => 0.5 - 0.5 * Math.Cos(angle),
                WindowFunction.Hamming => 0.54 - 0.46 * Math.Cos(angle),
                WindowFunction.Blackman => 0.42 - 0.5 * Math.Cos(angle) + 0.08 * Math.Cos(2 * angle),
                _ => 1,
            };
        }

        // scipy gives a window of one sample the value 1 whatever its shape.
        if (length == 1) values[0] = 1;
        return values;
    }

    /// <summary>The window of a transform: win_length samples in the middle of n_fft, zeros around.</summary>
    public static AlignedBuffer<double> Of(StftOptions options)
    {
        var length = options.WindowSamples ?? options.FftSamples;
        var buffer = new AlignedBuffer<double>(options.FftSamples);
        var values = Periodic(options.Window, length);
        var start = (options.FftSamples - length) / 2;
        for (var i = 0; i < length; i++) buffer.Span[start + i] = values[i];
        return buffer;
    }
}
