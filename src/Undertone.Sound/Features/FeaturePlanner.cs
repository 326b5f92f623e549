using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features;

/// <summary>Collects what a set of features needs, so that equal frames, spectra and mel bands are computed once.</summary>
internal sealed class FeaturePlanner(int sampleRateHz, SimdWidth width)
{
    private readonly List<FrameGroup> _groups = [];
    private readonly Dictionary<FeatureOptions, SharedFeature> _shared = [];

    public int SampleRateHz => sampleRateHz;

    public SimdWidth Width => width;

    public IReadOnlyList<FrameGroup> Groups => _groups;

    /// <summary>Forgets what was computed for the clip before.</summary>
    public void Begin()
    {
        foreach (var feature in _shared.Values) feature.Begin();
    }

    /// <summary>The frames of a kind.</summary>
    public FrameGroup Frames(StftOptions options)
    {
        var group = _groups.Find(g => g.Options == options);
        if (group is null) _groups.Add(group = new FrameGroup(options, width));
        return group;
    }

    public FrameGroup.Tap Power(StftOptions stft) => Frames(stft).Add((nameof(Power), stft), () => new PowerFeature(stft));

    public FrameGroup.Tap Mel(MelSpectrogramOptions mel) => Frames(mel.Stft).Add(mel, () => new MelFeature(mel, sampleRateHz));

    public PitchPeaks Peaks(StftOptions stft, bool ofPower) =>
        (PitchPeaks)Frames(stft).Add((nameof(Peaks), ofPower), () => new PitchPeaks(stft, sampleRateHz, ofPower)).Feature;

    public ClipFeature Row(StftOptions framing, FeatureOptions key, Func<FrameFeature> create) => new RowFeature(Frames(framing).Add(key, create));

    public ClipFeature Mfcc(MfccOptions mfcc) => Shared(mfcc, () => mfcc.TopDb is null
        ? Row(mfcc.Mel.Stft, mfcc, () => new MfccFrameFeature(mfcc, sampleRateHz, width))
        : new MfccFeature(Mel(mfcc.Mel), mfcc, width));

    public ClipFeature Chroma(ChromaStftOptions chroma) => chroma.Tuning is null
        ? new ChromaStftFeature(Power(chroma.Stft), Peaks(chroma.Stft, ofPower: true), chroma, sampleRateHz, width)
        : Row(chroma.Stft, chroma, () => new ChromaStftFrameFeature(chroma, sampleRateHz));

    public ClipFeature ChromaCqt(ChromaCqtOptions chroma) => Shared(chroma, () =>
        new ChromaCqtFeature(chroma, chroma.ConstantQ.Tuning is null ? Peaks(new StftOptions(), ofPower: false) : null, sampleRateHz, width));

    public ClipFeature Pyin(PyinOptions pyin) => Shared(pyin, () => new PyinFeature(pyin, sampleRateHz, width));

    public ClipFeature Contrast(SpectralContrastOptions contrast)
    {
        var rows = Frames(contrast.Stft).Add(contrast, () => new ContrastFrameFeature(contrast, sampleRateHz));
        return contrast.Linear ? new RowFeature(rows) : new SpectralContrastFeature(rows);
    }

    /// <summary>A feature that several may be made from.</summary>
    private SharedFeature Shared(FeatureOptions options, Func<ClipFeature> create)
    {
        if (!_shared.TryGetValue(options, out var feature)) _shared.Add(options, feature = new SharedFeature(create()));
        return feature;
    }
}
