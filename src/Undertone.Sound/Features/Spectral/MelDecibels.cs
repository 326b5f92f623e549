using Undertone.Sound.Features.Engine;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features.Spectral;

/// <summary>A mel spectrogram in decibels below its own largest value.</summary>
public static class MelDecibels
{
    internal static readonly FeatureDefinition<MelDecibelOptions> Definition = new(
        "melspectrogram_db",
        new(),
        [
            .. MelSpectrogram.Fields<MelDecibelOptions>(o => o.Mel, (o, m) => o with { Mel = m }),
            new("top_db", o => OptionText.Of(o.TopDb), (o, v) => o with { TopDb = OptionText.NumberOrNone(v) }),
        ],
        (p, o) => new OfClip(MelSpectrogram.Rows(p, o.Mel), o.TopDb));

    /// <summary>librosa.power_to_db(librosa.feature.melspectrogram(...), ref=np.max) of a clip.</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz.</param>
    /// <param name="options">The options. Default null: librosa's defaults.</param>
    /// <returns>Decibels below the loudest value of the clip, from -80 to 0, [frames, n_mels].</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or not at this sample rate.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static FeatureMatrix Compute(ReadOnlySpan<float> samples, int sampleRateHz, MelDecibelOptions? options = null) =>
        Definition.Compute(samples, sampleRateHz, options);

    private sealed unsafe class OfClip(FrameGroup.Tap mel, double? topDb) : ClipFeature
    {
        public override int Bands => mel.Bands;

        public override int FramesOf(int samples) => mel.FramesOf(samples);

        public override string WholeClipReason => "0 dB is the loudest band of the whole clip";

        public override FeatureMatrix Finish(in PinnedSamples clip)
        {
            var values = GC.AllocateUninitializedArray<float>(mel.Rows.Length);
            if (values.Length > 0)
            {
                Decibels.FromPower(mel.Rows, values, VectorKernels.Best.Max(mel.Row(0), mel.Rows.Length), (float?)topDb);
            }

            return new FeatureMatrix(mel.Frames, Bands, values);
        }
    }
}
