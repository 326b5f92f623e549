namespace Undertone.Sound.Audio;

/// <summary>Decoded audio, averaged to mono, at the rate of the file.</summary>
internal interface ISampleSource : IDisposable
{
    /// <summary>What the header says.</summary>
    AudioInfo Info { get; }

    /// <summary>What reading has found out so far.</summary>
    AudioFindings Findings { get; }

    /// <summary>Whether the number of frames in the header was compared with the size
    /// of the file, so that it may size an allocation.</summary>
    bool IsLengthChecked { get; }

    /// <summary>Fills <paramref name="destination"/> with the next samples and returns their number; 0 only at the end.</summary>
    int Read(Span<float> destination);

    /// <summary>
    /// Fills <paramref name="destination"/>, [frames, channels], with the next whole frames and returns their number; 0 only at the end.
    /// </summary>
    int ReadFrames(Span<float> destination);
}
