namespace Undertone.Learning.Neural;

/// <summary>
/// Changes a sample each time that training puts it into a batch. What comes out depends on the sample and the key alone, so that neither
/// the number of threads nor an interruption changes a result. Several threads may ask at once.
/// </summary>
public interface ISampleAugmentation
{
    /// <summary>Steps to expect of a sample that has so many, by which samples of like lengths are brought together.</summary>
    /// <param name="steps">Time steps of the sample as it is.</param>
    int ExpectedSteps(int steps);

    /// <summary>The changed sample; the one given stays as it is.</summary>
    /// <param name="sample">A sample, row-major.</param>
    /// <param name="leastSteps">Fewest time steps that may come out where so many went in.</param>
    /// <param name="key">Key of the random numbers: another for each sample of each batch.</param>
    float[] Apply(float[] sample, int leastSteps, ulong key);
}
