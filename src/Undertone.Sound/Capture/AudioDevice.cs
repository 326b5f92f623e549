namespace Undertone.Sound.Capture;

/// <summary>Something that sound can be recorded from.</summary>
/// <param name="Program">The program that knows it: <c>arecord</c>, <c>parec</c>, <c>ffmpeg</c> or <c>sox</c>.</param>
/// <param name="Name">What that program calls it.</param>
/// <param name="Description">What it is in words; empty where nothing is said.</param>
public sealed record AudioDevice(string Program, string Name, string Description)
{
    /// <summary>What <see cref="Microphone.Open(string?, int, CancellationToken)"/> takes it by: <c>PROGRAM:NAME</c>.</summary>
    public string Id => $"{Program}:{Name}";
}
