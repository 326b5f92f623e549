namespace Undertone.Sound.Audio;

/// <summary>Decoded audio, averaged to mono, at the rate of the file.</summary>
internal interface ISampleSource : IDisposable
{
    /// <summary>What the header says.</summary>
    AudioInfo Info { get; }

    /// <summary>Fills <paramref name="destination"/> with the next samples and returns their number; 0 only at the end.</summary>
    int Read(Span<float> destination);
}
