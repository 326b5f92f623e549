using Undertone.Learning.Randomness;

namespace Undertone.Learning.Neural;

/// <summary>One batch at a time with what its loss needs. Memory grows to the largest batch and is then used again.</summary>
internal sealed class BatchLoader(Network network)
{
    // Layers count their random numbers from 1, so that this number is none of theirs.
    private const ulong AugmentationId = 0;
    private readonly int _classes = network.Outputs.Classes;
    private readonly int _dimensions = network.Outputs.Dimensions;
    private float[] _numbers = [];
    private float[] _targets = [];
    private float[] _weights = [];
    private ulong[] _possible = [];
    private int _count;
    private bool _masked;

    /// <summary>The samples.</summary>
    public Tensor Input { get; } = new();

    /// <summary>[batch, classes]: each row sums to 1.</summary>
    public Span<float> Targets => _targets.AsSpan(0, _count * _classes);

    /// <summary>[batch].</summary>
    public Span<float> Weights => _weights.AsSpan(0, _count);

    /// <summary>[batch], or empty where all classes are possible.</summary>
    public Span<ulong> Possible => _possible.AsSpan(0, _masked ? _count : 0);

    /// <summary>[batch, dimensions]: NaN where a number is not known.</summary>
    public Span<float> Numbers => _numbers.AsSpan(0, _count * _dimensions);

    /// <summary>Loads samples as they are.</summary>
    public void Load(SampleSet set, ReadOnlySpan<int> chosen)
    {
        network.Samples.Load(set.Inputs, chosen, Input);
        LoadLabels(set, chosen);
    }

    /// <summary>Loads samples for a step, changed where the set says so.</summary>
    public void Load(SampleSet set, ReadOnlySpan<int> chosen, Pass pass)
    {
        if (set.Augmentation is null)
        {
            Load(set, chosen);
            return;
        }

        var changed = Augmented(set, set.Augmentation, chosen.ToArray(), pass);
        Span<int> all = new int[changed.Length];
        for (var i = 0; i < all.Length; i++) all[i] = i;
        network.Samples.Load(changed, all, Input);
        LoadLabels(set, chosen);
    }

    /// <summary>Mixes the samples in pairs.</summary>
    public void Mix(double alpha, ulong key) =>
        Mixup.Apply(Input, Targets, Numbers, Weights, Possible, _classes, alpha, new Xoshiro256PlusPlus(key));

    /// <summary>
    /// The class that some outputs of a sample speak for, among those that are possible; -1 where the network tells none apart.
    /// </summary>
    public int Answer(int sample, ReadOnlySpan<float> outputs)
    {
        var logits = outputs[.._classes];
        var open = _masked ? _possible[sample] : ulong.MaxValue;
        var best = -1;
        for (var c = 0; c < logits.Length; c++)
        {
            if ((open >> c & 1) != 0 && (best < 0 || logits[c] > logits[best])) best = c;
        }

        return best;
    }

    private float[][] Augmented(SampleSet set, ISampleAugmentation augmentation, int[] chosen, Pass pass)
    {
        var changed = new float[chosen.Length][];
        var key = SplitMix64.Mix(pass.RandomKey, AugmentationId);
        pass.Team.Run(chosen.Length, (i, _) =>
            changed[i] = augmentation.Apply(set.Inputs[chosen[i]], network.MinimumSteps, SplitMix64.Mix(key, (ulong)i + 1)));
        return changed;
    }

    private void LoadLabels(SampleSet set, ReadOnlySpan<int> chosen)
    {
        (_count, _masked) = (chosen.Length, set.Possible is not null);
        if (_weights.Length < _count)
        {
            (_weights, _targets, _possible) = (new float[_count], new float[_count * _classes], new ulong[_count]);
            _numbers = new float[_count * _dimensions];
        }

        Targets.Clear();
        for (var i = 0; i < _count; i++)
        {
            var sample = chosen[i];
            if (set.SoftLabels is { } soft) soft[sample].CopyTo(_targets, i * _classes);
            else if (_classes > 0) _targets[i * _classes + set.Labels[sample]] = 1;
            if (_dimensions > 0) set.Numbers![sample].CopyTo(_numbers, i * _dimensions);
            _weights[i] = set.Weights is null ? 1 : set.Weights[sample];
            if (_masked) _possible[i] = set.Possible![sample];
        }
    }
}
