using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features;

/// <summary>A mel spectrogram in decibels below its own largest value.</summary>
internal sealed unsafe class MelDecibelFeature(FrameGroup.Tap mel, double? topDb) : ClipFeature
{
    public override int Bands => mel.Bands;

    public override string WholeClipReason => "0 dB is the loudest band of the whole clip";

    public override FeatureMatrix Finish(in Clip clip)
    {
        var values = GC.AllocateUninitializedArray<float>(mel.Rows.Length);
        if (values.Length > 0) Decibels.FromPower(mel.Rows, values, VectorKernels.Best.Max(mel.Row(0), mel.Rows.Length), (float?)topDb);
        return new FeatureMatrix(mel.Frames, Bands, values);
    }
}
