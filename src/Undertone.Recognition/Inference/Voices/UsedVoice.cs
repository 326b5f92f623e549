namespace Undertone.Recognition.Inference.Voices;

/// <summary>The voice that an answer is relative to, as answers tell of it: its numbers stay with the <see cref="Voice"/>.</summary>
/// <param name="Name">What the speaker is called.</param>
/// <param name="Clips">How many clips with speech it rests on, at least 1.</param>
public sealed record UsedVoice(string Name, int Clips)
{
    /// <summary>What a person should know before trusting it (<see cref="Voice.Warnings"/>); none of it is part of the JSON.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Whether name, clips and warnings are the same.</summary>
    /// <param name="other">Another one.</param>
    public bool Equals(UsedVoice? other) =>
        other is not null && Name == other.Name && Clips == other.Clips && Warnings.SequenceEqual(other.Warnings);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Clips);

    /// <summary>The name and the clips, as <c>anna, 12 clips</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Name}, {Clips} clip{(Clips == 1 ? "" : "s")}");
}
