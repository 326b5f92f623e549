namespace Undertone.Sound.Features.Voice;

/// <summary>Praat's window "Gaussian2": a bell over twice the length that it counts with, lowered to end at zero.</summary>
internal static class GaussianWindow
{
    public static double[] Of(int length)
    {
        var edge = Math.Exp(-12);
        var values = new double[length];
        for (var i = 0; i < length; i++)
        {
            var place = (i - 0.5 * (length - 1)) / (length + 1);
            values[i] = (Math.Exp(-48 * place * place) - edge) / (1 - edge);
        }

        return values;
    }
}
