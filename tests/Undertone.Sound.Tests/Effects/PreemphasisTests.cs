using Undertone.Sound.Audio;
using Undertone.Sound.Effects;

namespace Undertone.Sound.Tests.Effects;

public class PreemphasisTests
{
    private static readonly float[] Signal =
        AudioClip.Load(Path.Combine(Repository.Golden, "librosa-0.11.0", "short_600", "short_600.wav")).Samples;

    [Theory]
    [InlineData(0.97f, "0.97")]
    [InlineData(0.5f, "0.5")]
    public void It_gives_the_numbers_of_scipy_with_the_initial_state_of_librosa(float coefficient, string name)
    {
        var output = new float[Signal.Length];
        Preemphasis.Apply(Signal, output, coefficient);
        var expected = NpyArray.Load(Path.Combine(Repository.Golden, "effects", $"preemphasis_{name}.npy")).ToSingle();
        Close.Assert(output, expected, 1e-7, 1e-6, "preemphasis");
    }

    [Fact]
    public void Blocks_with_the_state_handed_on_are_the_whole()
    {
        var whole = new float[Signal.Length];
        var last = Preemphasis.Apply(Signal, whole);
        var blocks = Signal.ToArray();
        var state = Preemphasis.Apply(blocks.AsSpan(0, 123), blocks.AsSpan(0, 123));
        state = Preemphasis.Apply(blocks.AsSpan(123), blocks.AsSpan(123), state: state);
        blocks.ShouldBe(whole);
        state.ShouldBe(last);
    }

    [Fact]
    public void Removing_it_gives_the_signal_back()
    {
        foreach (float? state in new float?[] { null, 0.25f })
        {
            var output = new float[Signal.Length];
            var end = Preemphasis.Apply(Signal, output, 0.97f, state);
            var removed = Preemphasis.Remove(output, output, 0.97f, state);
            Close.Assert(output, Signal, 1e-5, 0, "removed");
            removed.ShouldBe(end, 1e-5f);
        }

        float[] one = [0.5f];
        Preemphasis.Apply(one, one);
        Preemphasis.Remove(one, one);
        one[0].ShouldBe(0.5f, 1e-6f);
    }

    [Fact]
    public void An_empty_signal_or_too_little_room_is_refused()
    {
        Should.Throw<ArgumentException>(() => Preemphasis.Apply([], []));
        Should.Throw<ArgumentException>(() => Preemphasis.Remove(new float[3], new float[2]));
    }
}
