namespace Undertone.Learning.Neural.Optimizers;

/// <summary>The rules that change weights by their gradients.</summary>
public enum OptimizerKind
{
    /// <summary>Adam of Kingma and Ba 2015; weight decay is added to the gradient.</summary>
    Adam,

    /// <summary>Adam with decoupled weight decay of Loshchilov and Hutter 2019.</summary>
    AdamW,

    /// <summary>Gradient descent, with momentum and Nesterov's look-ahead where asked for.</summary>
    Sgd,

    /// <summary>RMSprop of Tieleman and Hinton 2012.</summary>
    RmsProp,
}
