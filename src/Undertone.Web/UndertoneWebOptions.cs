using Undertone.Fleet.Stores;
using Undertone.Recognition.Inference.Voices;

namespace Undertone.Web;

/// <summary>What the endpoints take, and how much of it.</summary>
public sealed record UndertoneWebOptions
{
    /// <summary>The largest audio file, in bytes, at least 1. Default 100 MiB.</summary>
    public long MaxUploadBytes { get; init; } = 100L << 20;

    /// <summary>The longest recording; checked by the header before it is decoded, and again while it is heard. Default one hour.</summary>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a request may take, with its upload. Default five minutes.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many recordings are heard at a time, at least 1; the others wait their turn. Default one a processor.</summary>
    public int MaxConcurrency { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// How many more recordings may be received or wait, at least 0; the client of one beyond them is told to come again (429). Default 64.
    /// </summary>
    public int MaxQueue { get; init; } = 64;

    /// <summary>
    /// How many streams may be open at a time, at least 0. Default null: as many as seven tenths of the processors carry, by what the first
    /// one was measured to cost.
    /// </summary>
    public int? MaxStreams { get; init; }

    /// <summary>How long a stream may bring no message, or read no answer, before it is closed. Default 30 seconds.</summary>
    public TimeSpan StreamIdleTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The voices that may be named. Default: the user's own (<see cref="VoiceFolder.OfUser"/>).</summary>
    public VoiceFolder Voices { get; init; } = VoiceFolder.OfUser();

    /// <summary>
    /// Keeps every answer, so that it can be listed, exported and corrected; whoever gives it disposes it. An answer that cannot be kept
    /// is not given. Default null: nothing is kept.
    /// </summary>
    public IPredictionStore? Store { get; init; }

    /// <summary>
    /// A folder in which the sound of every answer is kept, under a name that nobody can guess; it is made where it is not there. Default
    /// null: nothing of an upload stays on disk.
    /// </summary>
    public string? Keep { get; init; }

    /// <summary>
    /// Whether the studio is there: a page at the prefix that listens, explains and shows what was trained, and what only it asks for
    /// (<c>/v1/studio</c>, <c>/v1/explain</c>, <c>/v1/trainings</c>). Default true. An address that the application itself answers at the
    /// prefix comes before it.
    /// </summary>
    public bool Studio { get; init; } = true;

    /// <summary>
    /// The folder <c>dist</c> of the npm package onnxruntime-web. The page then answers in the browser where one asks it to, and the model
    /// that answers is given to whoever may ask (<c>/v1/models/{name}/graph</c>). Default null: the service alone answers.
    /// </summary>
    public string? OnnxRuntimeWeb { get; init; }

    /// <summary>Whether clients may keep and delete voices (<c>/v1/voices/{name}</c>). Default false.</summary>
    public bool Enrollment { get; init; }

    /// <summary>The folder of training runs that the studio shows (<c>train --runs</c>). Default null: none.</summary>
    public string? Runs { get; init; }

    /// <summary>Whether who asks needs a key, so that the page asks for one before anything is refused.</summary>
    internal bool WantsKey { get; init; }

    /// <summary>How long each of three measurements of what a stream costs takes at least, in seconds.</summary>
    internal double MeasuringSeconds { get; init; } = 1;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxUploadBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(MaxDuration, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(RequestTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(RequestTimeout, TimeSpan.FromDays(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConcurrency, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxQueue);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxStreams ?? 0, 0);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(StreamIdleTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(StreamIdleTimeout, TimeSpan.FromDays(1));
        ArgumentNullException.ThrowIfNull(Voices);
    }
}
