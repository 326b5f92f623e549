using Undertone.Sound.Effects;

namespace Undertone.Sound.Tests.Effects;

public sealed class LowPassStreamTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(205)]
    [InlineData(20_000)]
    public void A_signal_cut_in_any_way_has_the_bits_of_the_whole(int length)
    {
        var random = new Random(length);
        var signal = new float[length];
        for (var i = 0; i < length; i++) signal[i] = random.NextSingle() - 0.5f;
        var expected = LowPass.Apply(signal, 16000, 3400);
        foreach (var most in new[] { 1, 7, 300, 50_000 })
        {
            if (most == 1 && length > 1000) continue;
            var (stream, filtered) = (new LowPassStream(16000, 3400), new List<float>());
            for (var at = 0; at < length;)
            {
                var count = Math.Min(length - at, random.Next(0, most + 1));
                filtered.AddRange(stream.Push(signal.AsSpan(at, count)));
                at += count;
            }

            filtered.AddRange(stream.Complete());
            filtered.ShouldBe(expected);
        }
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        foreach (var cutoff in new[] { 0, -1, 8000, double.NaN })
            Should.Throw<ArgumentOutOfRangeException>(() => new LowPassStream(16000, cutoff));
        var stream = new LowPassStream(16000, 1000);
        stream.Complete().ShouldBeEmpty();
        Should.Throw<InvalidOperationException>(() => stream.Push([0]));
        Should.Throw<InvalidOperationException>(stream.Complete);
    }
}
