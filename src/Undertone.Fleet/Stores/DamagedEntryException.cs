namespace Undertone.Fleet.Stores;

/// <summary>What was kept is not what was written. Who reads it says where it stands and what to do.</summary>
internal sealed class DamagedEntryException(string fault, Exception? inner = null) : FormatException(fault, inner);
