namespace Undertone.Sound.Features.Engine;

/// <summary>The values of one feature over a clip: a matrix [frames, bands], row-major, or a vector
/// where librosa answers with a one-dimensional array.</summary>
public sealed class FeatureMatrix
{
    /// <summary>Wraps values that stand frame after frame.</summary>
    /// <param name="frames">The number of frames, at least 0.</param>
    /// <param name="bands">The number of values in each frame, at least 1.</param>
    /// <param name="values">frames * bands numbers; the array is kept, not copied.</param>
    /// <param name="isVector">True where librosa answers with a one-dimensional array.</param>
    /// <exception cref="ArgumentException">The length of <paramref name="values"/> is not frames
    /// * bands, or a vector has more than one band.</exception>
    public FeatureMatrix(int frames, int bands, float[] values, bool isVector = false)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfNegative(frames);
        ArgumentOutOfRangeException.ThrowIfLessThan(bands, 1);
        if ((long)frames * bands != values.Length)
        {
            throw new ArgumentException(
                $"{frames} frames of {bands} bands need {(long)frames * bands} values, not {values.Length}.", nameof(values));
        }

        if (isVector && bands != 1) throw new ArgumentException($"A vector has one band, not {bands}.", nameof(isVector));
        (Frames, Bands, Values, IsVector) = (frames, bands, values, isVector);
    }

    /// <summary>The number of frames (for a waveform, of samples).</summary>
    public int Frames { get; }

    /// <summary>The number of values in each frame.</summary>
    public int Bands { get; }

    /// <summary>The values, shape [frames, bands], row-major.</summary>
    public float[] Values { get; }

    /// <summary>Whether the result is one-dimensional: waveform, tuning, the two of pYIN and f0 in semitones.</summary>
    public bool IsVector { get; }

    /// <summary>The values of one frame.</summary>
    /// <param name="i">The frame, counted from 0.</param>
    /// <returns><see cref="Bands"/> values, a view.</returns>
    public ReadOnlySpan<float> Frame(int i)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(i);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(i, Frames);
        return Values.AsSpan(i * Bands, Bands);
    }

    /// <summary>Writes the values as NumPy's .npy (version 1.0, float32, C order) in librosa's orientation
    /// [bands, frames], or one-dimensional for a vector.</summary>
    /// <param name="path">The file, replaced where it exists.</param>
    public void SaveNpy(string path)
    {
        using var file = File.Create(path);
        SaveNpy(file);
    }

    /// <inheritdoc cref="SaveNpy(string)"/>
    /// <param name="stream">Where the bytes go; it is left open.</param>
    public void SaveNpy(Stream stream) => NpyWriter.Write(stream, this);
}
