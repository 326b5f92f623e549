namespace Undertone.Recognition.Inference.Voices;

/// <summary>A voice that cannot be made, found or used; the message says why and what to do.</summary>
public sealed class VoiceException : Exception
{
    /// <summary>Says what is wrong.</summary>
    /// <param name="message">The voice or model, the fault and the remedy, as sentences.</param>
    /// <param name="inner">What was thrown, if anything.</param>
    public VoiceException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
