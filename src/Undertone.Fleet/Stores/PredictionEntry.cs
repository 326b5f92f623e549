using Undertone.Recognition.Inference;

namespace Undertone.Fleet.Stores;

/// <summary>A prediction to be kept.</summary>
public sealed record PredictionEntry
{
    /// <summary>
    /// The answer as <c>undertone predict --json</c> gives it, with the file as the caller named it (at most 4096 characters). An error
    /// is no answer and is refused.
    /// </summary>
    public required FilePrediction Result { get; init; }

    /// <summary>The name of the model that answered; at most 256 characters.</summary>
    public required string Model { get; init; }

    /// <summary>The version of the model that answered; at most 256 characters.</summary>
    public required string ModelVersion { get; init; }

    /// <summary>
    /// The SHA-256 of the bytes that were heard, 64 hexadecimal digits (<see cref="AudioHash"/>); null where it is not known.
    /// </summary>
    public string? AudioHash { get; init; }

    /// <summary>The full path of the audio where it is kept, at most 4096 characters; null where it is not.</summary>
    public string? AudioPath { get; init; }

    /// <summary>A word of the client's own, at most 256 characters; null for none.</summary>
    public string? Tag { get; init; }

    /// <summary>Who speaks, at most 256 characters; null where it is not known. Training keeps the clips of a speaker together.</summary>
    public string? Speaker { get; init; }

    /// <summary>
    /// What is answered once, such as the id of a message, at most 256 characters; null where that does not matter. Of several entries
    /// with one key a store keeps the first.
    /// </summary>
    public string? Key { get; init; }
}
