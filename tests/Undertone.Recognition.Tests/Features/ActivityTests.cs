using Undertone.Recognition.Features;
using Undertone.Recognition.Tests.Hearing;

namespace Undertone.Recognition.Tests.Features;

public sealed class ActivityTests
{
    private const int Rate = 16000;

    [Fact]
    public void Sound_counts_and_silence_does_not_at_any_level()
    {
        float[] clip = [.. new float[Rate], .. Speechlike.Noise(Rate, 1), .. new float[Rate]];
        var weights = Activity.Of(clip, Rate).Over(301);
        for (var t = 0; t < 301; t++)
        {
            if (t is > 110 and < 190) weights[t].ShouldBeGreaterThan(0.99, $"frame {t}");
            if (t is < 90 or > 210) weights[t].ShouldBeLessThan(0.01, $"frame {t}");
        }

        var quiet = Activity.Of(Array.ConvertAll(clip, s => s * 0.001f), Rate).Over(301);
        for (var t = 0; t < 301; t++) quiet[t].ShouldBe(weights[t], 1e-4, $"frame {t}");
    }

    [Fact]
    public void All_of_silence_counts_the_same()
    {
        Activity.Of(new float[Rate], Rate).Over(7).ShouldAllBe(w => w == 1);
        Activity.Of([], Rate).Over(1).ShouldBe([1.0]);
    }
}
