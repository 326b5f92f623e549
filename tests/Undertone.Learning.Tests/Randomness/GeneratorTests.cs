using Undertone.Learning.Randomness;

namespace Undertone.Learning.Tests.Randomness;

public sealed class GeneratorTests
{
    [Fact]
    public void SplitMix64_gives_the_published_numbers()
    {
        // The first five numbers of seed 1234567, as Vigna's splitmix64.c prints them.
        var random = new SplitMix64(1234567);
        ulong[] expected = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        for (var turn = 0; turn < expected.Length; turn++)
        {
            random.NextUInt64().ShouldBe(expected[turn]);
            SplitMix64.Mix(1234567, (ulong)turn + 1).ShouldBe(expected[turn]);
        }
    }

    [Fact]
    public void Xoshiro256PlusPlus_gives_the_published_numbers()
    {
        // Blackman and Vigna's xoshiro256plusplus.c written down again, from a state filled by SplitMix64.
        var s = new ulong[4];
        for (var i = 0; i < 4; i++) s[i] = SplitMix64.Mix(99, (ulong)i + 1);
        var random = new Xoshiro256PlusPlus(99);
        for (var turn = 0; turn < 100; turn++)
        {
            var result = Turn(s[0] + s[3], 23) + s[0];
            var t = s[1] << 17;
            s[2] ^= s[0];
            s[3] ^= s[1];
            s[1] ^= s[2];
            s[0] ^= s[3];
            s[2] ^= t;
            s[3] = Turn(s[3], 45);
            random.NextUInt64().ShouldBe(result);
        }

        static ulong Turn(ulong x, int k) => (x << k) | (x >> (64 - k));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Whole_numbers_fill_their_range_evenly_and_a_shuffle_keeps_everything(int limit)
    {
        var random = new SplitMix64(5);
        var counts = new int[limit];
        for (var i = 0; i < 200 * limit; i++) counts[random.Next(limit)]++;
        counts.Min().ShouldBeGreaterThan(100);
        counts.Max().ShouldBeLessThan(300);
        var items = Enumerable.Range(0, limit).ToArray();
        random.Shuffle<int>(items);
        items.Order().ShouldBe(Enumerable.Range(0, limit));
    }
}
