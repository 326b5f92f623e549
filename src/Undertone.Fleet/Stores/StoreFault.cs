namespace Undertone.Fleet.Stores;

/// <summary>What kept a store from doing what it was asked.</summary>
public enum StoreFault
{
    /// <summary>What was given cannot be: a label that is none, a text that is too long, a location that cannot be read.</summary>
    Input,

    /// <summary>There is no prediction of that number.</summary>
    NotFound,

    /// <summary>
    /// The store does not answer now: the server is not there, the disk is full, a right is missing. Later calls may work.
    /// </summary>
    Unavailable,

    /// <summary>Another process has the folder open.</summary>
    InUse,

    /// <summary>What the store holds is not what was written, or was written by a newer Undertone.</summary>
    Damaged,
}
