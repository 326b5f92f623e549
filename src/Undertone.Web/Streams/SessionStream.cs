using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Voices;

namespace Undertone.Web.Streams;

/// <summary>What answers a stream: it may be told the speaker's voice before it has heard anything.</summary>
/// <param name="first">What answers where it is told of none.</param>
/// <param name="open">Makes what answers relative to a voice; null where there is a voice already.</param>
internal sealed class SessionStream(StreamingRecognizer first, Func<Voice, StreamingRecognizer>? open) : IDisposable
{
    /// <summary>What answers.</summary>
    public StreamingRecognizer Recognizer { get; private set; } = first;

    /// <summary>Takes the speaker's voice.</summary>
    /// <exception cref="VoiceException">The model knows no voices, or it is another model's, or there is a voice already.</exception>
    public void Take(Voice voice)
    {
        if (open is null) throw new VoiceException("The address names a voice already.");
        var relative = open(voice);
        Recognizer.Dispose();
        Recognizer = relative;
    }

    public void Dispose() => Recognizer.Dispose();
}
