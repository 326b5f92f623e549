using System.Text.Json.Nodes;
using Undertone.Learning.Neural;
using Undertone.Learning.Neural.Augmentation;

namespace Undertone.Learning.Tests.Neural.Augmentation;

public sealed class ImageAugmentationTests
{
    private const int Steps = 23;
    private const int Bands = 12;
    private const int Channels = 2;

    public static TheoryData<string> Stages() =>
    [
        """{"type":"crop","frames":9}""", """{"type":"rate","range":0.3}""", """{"type":"band-shift","bands":4}""",
        """{"type":"equalizer","db":6}""", """{"type":"gain","db":6}""", """{"type":"noise-floor","snrDb":[0,5]}""",
        """{"type":"masks","timeWidth":4,"bandWidth":3}""",
    ];

    [Theory]
    [MemberData(nameof(Stages))]
    public void Image_and_key_alone_tell_the_result_and_the_image_stays(string stage)
    {
        var (augmentation, image) = (Of(stage), Image());
        var results = Enumerable.Range(0, 20).Select(k => Apply(augmentation, image, (ulong)k)).ToArray();
        image.ShouldBe(Image());
        for (var k = 19; k >= 0; k--) Apply(Of(stage), Image(), (ulong)k).ShouldBe(results[k]);
        results.Select(r => string.Join(' ', r)).Distinct().Count().ShouldBeGreaterThan(5);
    }

    [Theory]
    [MemberData(nameof(Stages))]
    public void A_stage_is_done_as_often_as_its_probability_says(string stage)
    {
        int Done(double probability)
        {
            var json = JsonNode.Parse(stage)!;
            json["probability"] = probability;
            var augmentation = ImageAugmentation.FromJson(new JsonArray(json), "a");
            return Enumerable.Range(0, 400).Count(k => !Apply(augmentation, Image(), (ulong)k).SequenceEqual(Image()));
        }

        Done(0).ShouldBe(0);
        // A draw may leave the image as it is: no mask, the old length.
        Done(1).ShouldBeGreaterThan(340);
        Done(0.25).ShouldBeInRange(60, 140);
    }

    [Theory]
    [MemberData(nameof(Stages))]
    public void The_smallest_images_work_too(string stage)
    {
        foreach (var (steps, bands, channels) in new[] { (1, 1, 1), (1, 5, 1), (5, 1, 1), (2, 2, 3) })
        {
            var image = Image(steps, bands, channels);
            var result = Of(stage).Apply(image, bands, channels, 1, 3);
            (result.Length % (bands * channels)).ShouldBe(0);
            result.ShouldAllBe(v => float.IsFinite(v));
        }
    }

    [Fact]
    public void What_a_stage_draws_does_not_depend_on_the_stages_behind_it()
    {
        var first = """{"type":"crop","frames":9},{"type":"gain","db":6}""";
        var (one, two) = (Of(first), Of(first + """, {"type":"band-shift","bands":0}"""));
        for (var key = 0UL; key < 10; key++) Apply(two, Image(), key).ShouldBe(Apply(one, Image(), key));
    }

    [Fact]
    public void A_crop_is_a_run_of_the_image_and_begins_anywhere()
    {
        var (augmentation, image, starts) = (Of("""{"type":"crop","frames":9}"""), Image(), new HashSet<int>());
        for (var key = 0UL; key < 400; key++)
        {
            var crop = Apply(augmentation, image, key);
            crop.Length.ShouldBe(9 * Bands * Channels);
            var start = Enumerable.Range(0, Steps).Single(t => image[t * Bands * Channels] == crop[0]);
            crop.ShouldBe(image.AsSpan(start * Bands * Channels, crop.Length).ToArray());
            starts.Add(start);
        }

        starts.Order().ShouldBe(Enumerable.Range(0, Steps - 9 + 1));
        Apply(Of("""{"type":"crop","frames":23}"""), image, 1).ShouldBe(image);
        Apply(Of("""{"type":"crop","frames":99}"""), image, 1).ShouldBe(image);
        augmentation.Apply(image, Bands, Channels, leastSteps: 15, 1).Length.ShouldBe(15 * Bands * Channels);
        (augmentation.ExpectedSteps(23), augmentation.ExpectedSteps(4)).ShouldBe((9, 4));
    }

    [Theory]
    [InlineData("db", 1)]
    [InlineData("natural", 0.23025850929940458)]
    public void An_equalizer_adds_one_smooth_curve_to_all_steps(string log, double perDecibel)
    {
        var augmentation = Of($$"""{"type":"equalizer","db":6,"log":"{{log}}"}""");
        var largest = 0.0;
        for (var key = 0UL; key < 200; key++)
        {
            var curve = Difference(Apply(augmentation, Image(), key)).Select(d => d / perDecibel).ToArray();
            largest = Math.Max(largest, curve.Max(Math.Abs));
            for (var b = 1; b < Bands; b++)
                Math.Abs(curve[b] - curve[b - 1]).ShouldBeLessThanOrEqualTo(Math.PI / 2 * 12 * 4 / (Bands - 1) + 1e-4);
        }

        largest.ShouldBeInRange(5.5, 6.0001);
    }

    [Fact]
    public void A_gain_adds_one_number_everywhere()
    {
        var gains = Enumerable.Range(0, 200).Select(key =>
        {
            var curve = Difference(Apply(Of("""{"type":"gain","db":4,"log":"natural"}"""), Image(), (ulong)key));
            curve.Max().ShouldBe(curve.Min(), 1e-5);
            return curve[0] / 0.23025850929940458;
        }).ToArray();
        gains.Min().ShouldBeInRange(-4.0001, -3.8);
        gains.Max().ShouldBeInRange(3.8, 4.0001);
    }

    [Fact]
    public void A_noise_floor_adds_the_same_power_to_every_step_at_a_ratio_from_the_range()
    {
        var (augmentation, image) = (Of("""{"type":"noise-floor","snrDb":[12,3],"colorDb":8}"""), Image());
        double Power(double db) => Math.Pow(10, db / 10);
        var ratios = new List<double>();
        for (var key = 0UL; key < 200; key++)
        {
            var noisy = Apply(augmentation, image, key);
            var (signal, noise) = (0.0, 0.0);
            for (var i = 0; i < image.Length; i++)
            {
                var (band, added) = (i / Channels % Bands, Power(noisy[i]) - Power(image[i]));
                var first = Power(noisy[band * Channels]) - Power(image[band * Channels]);
                added.ShouldBe(first, 1e-5 * Power(noisy[i]) + 1e-4 * first);
                signal += Power(image[i]);
                noise += added;
            }

            ratios.Add(10 * Math.Log10(signal / noise));
        }

        ratios.Min().ShouldBeInRange(2.999, 3.5);
        ratios.Max().ShouldBeInRange(11.5, 12.001);
    }

    [Fact]
    public void A_noise_floor_in_natural_logarithms_is_that_in_decibels()
    {
        const double Natural = 0.23025850929940458;
        var inDecibels = Apply(Of("""{"type":"noise-floor"}"""), Image(), 5);
        var image = Array.ConvertAll(Image(), v => (float)(v * Natural));
        var result = Of("""{"type":"noise-floor","log":"natural"}""").Apply(image, Bands, Channels, 1, 5);
        for (var i = 0; i < result.Length; i++) (result[i] / Natural).ShouldBe(inDecibels[i], 1e-4);
    }

    [Fact]
    public void A_band_shift_stretches_the_bands_and_fills_up_with_the_edge()
    {
        float[] ramp = [.. Enumerable.Range(0, Steps * Bands * Channels).Select(i => (float)(i / Channels % Bands))];
        var largest = 0.0;
        for (var key = 0UL; key < 200; key++)
        {
            var result = Apply(Of("""{"type":"band-shift","bands":3}"""), ramp, key);
            // Of a ramp, the stretched one is a ramp of another slope up to the edge.
            var slope = result[Channels];
            for (var i = 0; i < result.Length; i++)
                result[i].ShouldBe((float)Math.Min(Bands - 1, i / Channels % Bands * (double)slope), 1e-4f);
            largest = Math.Max(largest, Math.Abs(slope - 1) * (Bands - 1));
        }

        largest.ShouldBeInRange(2.8, 3.0001);
        Apply(Of("""{"type":"band-shift","bands":0}"""), Image(), 1).ShouldBe(Image());
    }

    [Fact]
    public void A_rate_resamples_the_time_axis_from_its_first_step_to_its_last()
    {
        float[] ramp = [.. Enumerable.Range(0, Steps * Bands * Channels).Select(i => (float)(i / (Bands * Channels)))];
        var lengths = new HashSet<int>();
        for (var key = 0UL; key < 200; key++)
        {
            var result = Apply(Of("""{"type":"rate","range":0.2}"""), ramp, key);
            var steps = result.Length / (Bands * Channels);
            lengths.Add(steps);
            for (var i = 0; i < result.Length; i++) result[i].ShouldBe(i / (Bands * Channels) * 22f / (steps - 1), 1e-4f);
        }

        lengths.Except([18, 28]).Order().ShouldBe(Enumerable.Range(19, 9));
        Apply(Of("""{"type":"rate","range":0}"""), Image(), 1).ShouldBe(Image());
        for (var key = 0UL; key < 50; key++)
            (Of("""{"type":"rate","range":0.5}""").Apply(ramp, Bands, Channels, 23, key).Length >= ramp.Length).ShouldBeTrue();
    }

    [Fact]
    public void Masks_set_runs_to_the_mean_and_touch_nothing_else()
    {
        var (augmentation, image) = (Of("""{"type":"masks","timeMasks":1,"timeWidth":9,"bandMasks":1,"bandWidth":3}"""), Image());
        var mean = (float)image.Average(v => (double)v);
        var (steps, bands) = (new HashSet<int>(), new HashSet<int>());
        for (var key = 0UL; key < 300; key++)
        {
            var result = Apply(augmentation, image, key);
            bool Masked(int t, int b) => result[(t * Bands + b) * Channels] == mean;
            for (var i = 0; i < image.Length; i++) result[i].ShouldBeOneOf(image[i], mean);
            var rows = Enumerable.Range(0, Steps).Where(t => Enumerable.Range(0, Bands).All(b => Masked(t, b))).ToArray();
            var columns = Enumerable.Range(0, Bands).Where(b => Enumerable.Range(0, Steps).All(t => Masked(t, b))).ToArray();
            Enumerable.Range(0, Steps * Bands).Count(i => Masked(i / Bands, i % Bands))
                .ShouldBe(rows.Length * Bands + columns.Length * Steps - rows.Length * columns.Length);
            if (rows.Length > 0) (rows[^1] - rows[0] + 1).ShouldBe(rows.Length);
            steps.Add(rows.Length);
            bands.Add(columns.Length);
        }

        // A fifth of 23 steps are 4.
        steps.Order().ShouldBe([0, 1, 2, 3, 4]);
        bands.Order().ShouldBe([0, 1, 2, 3]);
    }

    [Theory]
    [InlineData("""{"type":"crop"}""", "a[0].frames")]
    [InlineData("""{"type":"crop","frames":0}""", "a[0].frames")]
    [InlineData("""{"type":"gain","frames":3}""", "a[0].frames")]
    [InlineData("""{"type":"gain","probability":1.5}""", "a[0].probability")]
    [InlineData("""{"type":"equalizer","log":"bel"}""", "a[0].log")]
    [InlineData("""{"type":"noise-floor","snrDb":[1]}""", "a[0].snrDb")]
    [InlineData("""{"type":"noise-floor","snrDb":[1,"2"]}""", "a[0].snrDb[1]")]
    [InlineData("""{"type":"reverb"}""", "a[0].type")]
    [InlineData("7", "a[0]")]
    public void A_stage_that_cannot_be_is_refused_with_its_place(string stage, string place) =>
        Should.Throw<NetworkSpecException>(() => Of(stage)).Path.ShouldBe(place);

    private static ImageAugmentation Of(string stages) => ImageAugmentation.FromJson(JsonNode.Parse($"[{stages}]"), "a");

    private static float[] Apply(ImageAugmentation augmentation, float[] image, ulong key) =>
        augmentation.Apply(image, Bands, Channels, 1, key);

    private static float[] Image(int steps = Steps, int bands = Bands, int channels = Channels)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, steps * bands * channels).Select(_ => -30 + 25 * random.NextSingle())];
    }

    /// <summary>What was added to each band, the same in all steps and channels.</summary>
    private static double[] Difference(float[] result)
    {
        var image = Image();
        var curve = Enumerable.Range(0, Bands).Select(b => (double)result[b * Channels] - image[b * Channels]).ToArray();
        for (var i = 0; i < image.Length; i++) ((double)result[i] - image[i]).ShouldBe(curve[i / Channels % Bands], 1e-5);
        return curve;
    }
}
