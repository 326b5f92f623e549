using Undertone.Learning.Kernels;

namespace Undertone.Learning.Neural;

/// <summary>What a forward or backward pass is for.</summary>
internal sealed class Pass
{
    /// <summary>The threads that do the work.</summary>
    public required Team Team { get; set; }

    /// <summary>True in training: dropout drops and batch normalisation uses the batch.</summary>
    public bool Training { get; set; }

    /// <summary>Key of this step's random numbers.</summary>
    public ulong RandomKey { get; set; }
}
