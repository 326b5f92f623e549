using Undertone.Sound.Effects;

namespace Undertone.Sound.Tests.Effects;

public class Pcg32Tests
{
    [Fact]
    public void The_numbers_are_those_of_the_reference_program()
    {
        // pcg32-demo of the author's C library, seed 42, stream 54.
        var random = new Pcg32(42, 54);
        uint[] expected = [0xa15c02b7, 0x7b47f409, 0xba1d3330, 0x83d2f293, 0xbfa4784b, 0xcbed606e];
        foreach (var value in expected) random.NextUInt32().ShouldBe(value);
    }

    [Fact]
    public void Numbers_fill_their_range_evenly()
    {
        var random = new Pcg32(7);
        var counts = new int[10];
        for (var i = 0; i < 100_000; i++) counts[random.Next(10)]++;
        counts.ShouldAllBe(c => Math.Abs(c - 10_000) < 400);
        var sum = 0.0;
        for (var i = 0; i < 100_000; i++)
        {
            var value = random.NextDouble();
            value.ShouldBeInRange(0, 1 - 1e-10);
            sum += value;
        }

        (sum / 100_000).ShouldBe(0.5, 0.005);
    }
}
