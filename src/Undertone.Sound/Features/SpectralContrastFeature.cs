using Undertone.Kernels;

namespace Undertone.Sound.Features;

/// <summary>Peaks less valleys in decibels; each of the two is cut off at 80 dB below its largest value in the clip.</summary>
internal sealed class SpectralContrastFeature(FrameGroup.Tap rows) : ClipFeature
{
    private AlignedBuffer<float> _valleys = new(0);

    public override int Bands => rows.Bands / 2;

    public override string WholeClipReason => "peaks and valleys are cut off at 80 dB below the largest of the whole clip; linear=true lets it stream";

    public override FeatureMatrix Finish(in Clip clip)
    {
        var (frames, bands) = (rows.Frames, Bands);
        var peaks = GC.AllocateUninitializedArray<float>(frames * bands);
        if (_valleys.Length < peaks.Length) _valleys = new AlignedBuffer<float>(peaks.Length);
        var valleys = _valleys.Span[..peaks.Length];
        for (var t = 0; t < frames; t++)
        {
            var row = rows.Rows.Slice(t * rows.Bands, rows.Bands);
            row[..bands].CopyTo(valleys[(t * bands)..]);
            row[bands..].CopyTo(peaks.AsSpan(t * bands));
        }

        Decibels.FromPower(valleys, valleys);
        Decibels.FromPower(peaks, peaks);
        for (var i = 0; i < peaks.Length; i++) peaks[i] -= valleys[i];
        return new FeatureMatrix(frames, bands, peaks);
    }
}
