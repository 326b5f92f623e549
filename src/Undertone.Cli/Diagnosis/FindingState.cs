namespace Undertone.Cli.Diagnosis;

/// <summary>How something stands.</summary>
internal enum FindingState
{
    /// <summary>It works.</summary>
    Ok,

    /// <summary>It is not there, and only what it is for is not possible.</summary>
    Missing,

    /// <summary>It is there, and does not work as it should.</summary>
    Warning,

    /// <summary>Something that the program cannot do without does not work.</summary>
    Broken,
}
