using Undertone.Recognition.Inference.Segments;

namespace Undertone.Recognition.Tests.Inference;

public sealed class SegmentPlanTests
{
    [Theory]
    [InlineData(3, 3)]
    [InlineData(4, 3)]
    [InlineData(10, 2)]
    [InlineData(30, 7)]
    [InlineData(100, 1)]
    public void Hops_cover_a_recording_of_any_length_and_are_told_no_later_than_they_can_be(int window, int hop)
    {
        for (var length = 1; length < 120; length++)
        {
            var whole = new List<SegmentPlace>();
            var plan = new HopPlan(window, hop);
            while (plan.Next(length, ended: true) is { } place) whole.Add(place);
            var (stepwise, waiting) = (new List<SegmentPlace>(), new HopPlan(window, hop));
            for (var heard = 0; heard <= length; heard++)
            {
                while (waiting.Next(heard, ended: false) is { } place)
                {
                    stepwise.Add(place);
                    place.To.ShouldBeLessThanOrEqualTo(heard);
                    waiting.Needs.ShouldBeGreaterThanOrEqualTo(place.From);
                    heard.ShouldBeLessThanOrEqualTo((int)(place.Start + (hop / 2.0) + Math.Max(window / 2.0, hop)) + 1);
                }
            }

            while (waiting.Next(length, ended: true) is { } place) stepwise.Add(place);
            stepwise.ShouldBe(whole);
            whole[0].Start.ShouldBe(0);
            whole[^1].End.ShouldBe(length);
            whole.Count.ShouldBe(Math.Max(1, (int)Math.Round((double)length / hop, MidpointRounding.AwayFromZero)));
            for (var i = 0; i < whole.Count; i++)
            {
                var place = whole[i];
                if (i > 0) place.Start.ShouldBe(whole[i - 1].End);
                if (i < whole.Count - 1) (place.End - place.Start).ShouldBe(hop);
                place.From.ShouldBe(Math.Max(0, place.Start - ((window - hop) / 2)));
                place.To.ShouldBeInRange(place.End, length);
                if (place.To < length) (place.To - place.Start + ((window - hop) / 2)).ShouldBe(window);
            }
        }
    }

    [Fact]
    public void Segments_of_turns_stay_inside_them_and_cover_them_whatever_is_heard_when()
    {
        var random = new Random(4);
        for (var round = 0; round < 200; round++)
        {
            var turns = Enumerable.Range(0, random.Next(1, 8)).Select(i =>
            {
                var start = random.Next(0, 150);
                return new SpeakerTurn($"s{i}", start, start + random.Next(1, 60));
            }).ToArray();
            var (window, hop) = (random.Next(5, 20), 5);
            var length = random.Next(1, 200);
            var plan = new TurnPlan(turns, 1, window, hop);
            var places = new List<SegmentPlace>();
            for (var heard = 0; heard <= length; heard += random.Next(1, 40)) Take(plan, heard, ended: false, places);
            Take(plan, length, ended: true, places);
            var whole = new List<SegmentPlace>();
            Take(new TurnPlan(turns, 1, window, hop), length, ended: true, whole);
            places.ShouldBe(whole);
            foreach (var turn in turns)
            {
                var own = places.Where(p => p.Speaker == turn.Speaker).OrderBy(p => p.Start).ToArray();
                var end = Math.Min((long)turn.EndSeconds, length);
                if (turn.StartSeconds >= length) own.ShouldBeEmpty();
                if (own.Length == 0) continue;
                own[0].Start.ShouldBe((long)turn.StartSeconds);
                own[^1].End.ShouldBe(end);
                for (var i = 1; i < own.Length; i++) own[i].Start.ShouldBe(own[i - 1].End);
                foreach (var p in own)
                {
                    (p.End - p.Start).ShouldBeInRange(1, (long)(1.5 * hop));
                    p.From.ShouldBeInRange((long)turn.StartSeconds, p.Start);
                    p.To.ShouldBeInRange(p.End, end);
                    (p.To - p.From).ShouldBeLessThanOrEqualTo(Math.Max(window, 2 * hop));
                }
            }
        }

        static void Take(TurnPlan plan, int heard, bool ended, List<SegmentPlace> places)
        {
            var needs = plan.Needs;
            while (plan.Next(heard, ended) is { } place)
            {
                place.From.ShouldBeGreaterThanOrEqualTo(needs, "what was promised to be needed no more");
                needs = plan.Needs;
                places.Add(place);
            }
        }
    }

    [Fact]
    public void A_turn_that_claims_a_hundred_days_takes_no_time_and_no_memory()
    {
        var turns = SpeakerTurns.Parse(string.Join('\n', Enumerable.Repeat("SPEAKER a 1 0 9999999 <NA> <NA> x <NA> <NA>", 100)), "t.rttm");
        var plan = new TurnPlan(turns.Of("a"), 1_000_000, 100_000, 100_000);
        var places = new List<SegmentPlace>();
        while (plan.Next(150_000, ended: true) is { } place) places.Add(place);
        places.Count.ShouldBe(200);
    }
}
