using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features.Engine;

/// <summary>Collects what a set of features needs, so that equal frames, spectra and features below others are computed once.</summary>
internal sealed class FeaturePlanner(int sampleRateHz, SimdWidth width, double noisePower = 0)
{
    private readonly List<FrameGroup> _groups = [];
    private readonly Dictionary<FeatureOptions, SharedFeature> _shared = [];

    public int SampleRateHz => sampleRateHz;

    public SimdWidth Width => width;

    public double NoisePower => noisePower;

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
        if (group is null) _groups.Add(group = new FrameGroup(options, width, noisePower));
        return group;
    }

    /// <summary>A feature whose frames stand for themselves; one of an equal key is computed once.</summary>
    public ClipFeature Row(StftOptions framing, FeatureOptions key, Func<FrameFeature> create) =>
        new RowFeature(Frames(framing).Add(key, create));

    /// <summary>A feature that several may be made from: one of equal options is computed once.</summary>
    public ClipFeature Shared(FeatureOptions options, Func<ClipFeature> create)
    {
        if (!_shared.TryGetValue(options, out var feature)) _shared.Add(options, feature = new SharedFeature(create()));
        return feature;
    }
}
