using Undertone.Recognition.Pictures;

namespace Undertone.Recognition.Tests.Pictures;

public sealed class LabelPlacesTests
{
    [Fact]
    public void Labels_that_have_room_stay_where_they_belong() =>
        LabelPlaces.Spread([80, 10, 40], 15, 0, 100).ShouldBe([80, 10, 40]);

    [Fact]
    public void Labels_keep_their_order_their_distance_and_the_ends()
    {
        uint state = 7;
        for (var round = 0; round < 300; round++)
        {
            var wanted = Enumerable.Range(0, 1 + (round % 6)).Select(_ => Next() * 100).ToArray();
            var places = LabelPlaces.Spread(wanted, 15, 0, 100);
            for (var a = 0; a < places.Length; a++)
            {
                places[a].ShouldBeInRange(-1e-9, 100 + 1e-9);
                for (var b = 0; b < places.Length; b++)
                {
                    if (wanted[a] < wanted[b]) (places[b] - places[a]).ShouldBeGreaterThan(15 - 1e-9);
                }
            }

            // Nothing is moved further than the labels before and behind it can need.
            for (var a = 0; a < places.Length; a++) Math.Abs(places[a] - wanted[a]).ShouldBeLessThanOrEqualTo(15 * wanted.Length);
        }

        double Next()
        {
            state = (state * 1664525) + 1013904223;
            return state / 4294967296.0;
        }
    }

    [Fact]
    public void Labels_of_one_place_stand_around_it() => LabelPlaces.Spread([50, 50, 50], 10, 0, 100).ShouldBe([40, 50, 60]);
}
