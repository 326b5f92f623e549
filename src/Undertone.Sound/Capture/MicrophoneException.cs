namespace Undertone.Sound.Capture;

/// <summary>Nothing could be recorded, or what recorded has ended. The message says why and what to do about it.</summary>
public sealed class MicrophoneException : IOException
{
    internal MicrophoneException(string message)
        : base(message)
    {
    }
}
