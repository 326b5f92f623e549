using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Undertone.Recognition.Inference;

namespace Undertone.Extensions.AI;

/// <summary>Adds the emotion to a pipeline of speech-to-text clients.</summary>
public static class EmotionBuilder
{
    /// <summary>Adds an <see cref="EmotionSpeechToTextClient"/>.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="recognizer">
    /// Who names the emotion; the caller disposes it. Null for the one of the services that the pipeline is built with, which
    /// <c>AddUndertone()</c> adds.
    /// </param>
    /// <param name="options">How; null for the defaults.</param>
    /// <returns>The pipeline. Building it throws an <see cref="InvalidOperationException"/> where there is no recognizer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static SpeechToTextClientBuilder UseEmotion(
        this SpeechToTextClientBuilder builder, IEmotionRecognizer? recognizer = null, EmotionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        options?.Validate();
        return builder.Use((inner, services) => new EmotionSpeechToTextClient(
            inner,
            recognizer ?? services.GetService<IEmotionRecognizer>() ?? throw new InvalidOperationException(
                "There is no IEmotionRecognizer. Give one to UseEmotion(), or add one to the services with AddUndertone()."),
            options,
            services.GetService<ILoggerFactory>()));
    }
}
