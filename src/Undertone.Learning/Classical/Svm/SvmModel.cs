namespace Undertone.Learning.Classical.Svm;

/// <summary>The numbers of a fitted support vector machine.</summary>
/// <param name="Features">Columns of a row.</param>
/// <param name="Classes">All classes, also those that did not occur.</param>
/// <param name="Kernel">The kernel.</param>
/// <param name="Present">The classes that occurred, ascending.</param>
/// <param name="Starts">Where the support vectors of each of them start; one more than classes.</param>
/// <param name="Vectors">[support vectors, features].</param>
/// <param name="Weights">[classes that occurred - 1, support vectors], in LIBSVM's layout.</param>
/// <param name="Rho">The offset of each pair.</param>
/// <param name="Sigmoids">A and B of each pair's probability; empty without probabilities.</param>
internal sealed record SvmModel(
    int Features, int Classes, KernelFunction Kernel, int[] Present, int[] Starts, float[] Vectors, double[] Weights, double[] Rho,
    double[] Sigmoids)
{
    public int Support => Starts[^1];
}
