namespace Undertone.Extensions.AI;

/// <summary>How an <see cref="EmotionSpeechToTextClient"/> hears the audio that it hands on.</summary>
public sealed record EmotionOptions
{
    /// <summary>
    /// How many bytes an audio stream may hold, 1 to <see cref="Array.MaxLength"/>: they are kept in memory while the answer is made. More
    /// is refused. Default 104857600 (100 MiB).
    /// </summary>
    public long MaxBytes { get; init; } = 100 << 20;

    /// <summary>
    /// How long the audio may be, above zero: its samples are kept in memory, 4 bytes each, at their own rate. Longer audio is transcribed
    /// and has no emotion, as audio that cannot be decoded. Default 1 h.
    /// </summary>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// An update of a stream whose span is shorter than this is too short for an answer of its own: it gets the segment of the timeline
    /// that holds its middle, which is answered from 3 s around it. At least zero. Default 1 s.
    /// </summary>
    public TimeSpan MinSpan { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Whether audio that cannot be decoded, or that the model cannot take, is an error. Default false: the text comes without an emotion,
    /// and a warning is logged.
    /// </summary>
    public bool ThrowOnAudioError { get; init; }

    /// <summary>Refuses values that make no sense.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public void Validate()
    {
        Require(MaxBytes >= 1 && MaxBytes <= Array.MaxLength, nameof(MaxBytes), MaxBytes, $"1 to {Array.MaxLength}");
        Require(MaxDuration > TimeSpan.Zero, nameof(MaxDuration), MaxDuration, "above zero");
        Require(MinSpan >= TimeSpan.Zero, nameof(MinSpan), MinSpan, "at least zero");
    }

    private static void Require(bool fits, string name, object value, string range)
    {
        if (!fits) throw new ArgumentOutOfRangeException(name, value, $"{nameof(EmotionOptions)}.{name} must be {range}.");
    }
}
