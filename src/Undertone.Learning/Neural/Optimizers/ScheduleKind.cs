namespace Undertone.Learning.Neural.Optimizers;

/// <summary>The courses that a learning rate may take.</summary>
public enum ScheduleKind
{
    /// <summary>The same rate throughout.</summary>
    Constant,

    /// <summary>Times <see cref="ScheduleOptions.Factor"/> every <see cref="ScheduleOptions.StepEpochs"/> epochs.</summary>
    Step,

    /// <summary>
    /// Half a cosine from the full rate down to <see cref="ScheduleOptions.FinalShare"/> of it (Loshchilov and Hutter 2017).
    /// </summary>
    Cosine,

    /// <summary>
    /// Up from a 25th of the rate over the first <see cref="ScheduleOptions.RiseShare"/> of the steps, then down to a millionth, by cosines
    /// (Smith 2018; PyTorch's OneCycleLR).
    /// </summary>
    OneCycle,

    /// <summary>
    /// Times <see cref="ScheduleOptions.Factor"/> when the watched figure has not become better for <see
    /// cref="ScheduleOptions.PatienceEpochs"/> epochs.
    /// </summary>
    ReduceOnPlateau,
}
