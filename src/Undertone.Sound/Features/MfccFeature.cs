using Undertone.Kernels;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features;

/// <summary>Cepstral coefficients of a clip, cut off at top_db below the loudest mel band of the clip.</summary>
internal sealed unsafe class MfccFeature(FrameGroup.Tap mel, MfccOptions options, SimdWidth width) : ClipFeature
{
    private readonly CosineTransform _transform = new(options, width);
    private AlignedBuffer<float> _db = new(0);

    public override int Bands => _transform.Coefficients;

    public override string WholeClipReason => "its decibels are cut off at top_db below the loudest band of the whole clip; top_db=none lets it stream";

    public override FeatureMatrix Finish(in Clip clip)
    {
        var values = GC.AllocateUninitializedArray<float>(mel.Frames * Bands);
        if (_db.Length < mel.Rows.Length) _db = new AlignedBuffer<float>(mel.Rows.Length);
        var db = _db.Span[..mel.Rows.Length];
        Decibels.FromPower(mel.Rows, db, 1, (float?)options.TopDb);
        fixed (float* result = values)
        {
            for (var t = 0; t < mel.Frames; t++) _transform.Apply(db.Slice(t * mel.Bands, mel.Bands), result + (nint)t * Bands);
        }

        return new FeatureMatrix(mel.Frames, Bands, values);
    }
}
