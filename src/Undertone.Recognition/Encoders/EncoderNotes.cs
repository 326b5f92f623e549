namespace Undertone.Recognition.Encoders;

/// <summary>What is known of an encoder beside its numbers.</summary>
/// <param name="Name">What it is called: letters, digits, '-', '_' and '.'.</param>
/// <param name="Version">Its own version.</param>
/// <param name="Source">Where it comes from and who made it.</param>
/// <param name="License">The terms under which it may be used, in full where they have to be passed on.</param>
public sealed record EncoderNotes(string Name, string Version, string Source, string License);
