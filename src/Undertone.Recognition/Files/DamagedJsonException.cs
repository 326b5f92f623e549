namespace Undertone.Recognition.Files;

/// <summary>
/// JSON of this program's own that is no longer what was written. Who reads the file says which one it is and what to do.
/// </summary>
internal sealed class DamagedJsonException(string place, string fault, Exception? inner = null)
    : FormatException(place.Length == 0 ? fault + "." : $"{place}: {fault}.", inner);
