using System.Globalization;
using Undertone.Sound.Features;
using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Tests.Features;

public sealed class LogMelTests
{
    private static readonly (string Key, string Value)[] Mel =
        [("n_fft", "1024"), ("win_length", "400"), ("hop_length", "160"), ("n_mels", "64"), ("htk", "true"), ("norm", "none")];

    [Theory]
    [InlineData(0, "1e-6")]
    [InlineData(0, "0.25")]
    [InlineData(1e-5, "1e-6")]
    [InlineData(0.01, "1e-12")]
    public void It_is_the_logarithm_of_the_mel_spectrogram_above_noise_and_floor(double noisePower, string floor)
    {
        foreach (var clip in (float[][])[Noise.Of(9000, 3), new float[3000]])
        {
            var log = Of("log_melspectrogram", noisePower, [.. Mel, ("floor", floor)]).Extract(clip)[0];
            var mel = Of("melspectrogram", noisePower, Mel).Extract(clip)[0];
            var expected = Array.ConvertAll(mel.Values, m => (float)Math.Log(m + double.Parse(floor, CultureInfo.InvariantCulture)));
            log.Frames.ShouldBe(mel.Frames);
            log.Values.ShouldBe(expected);
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1e-6")]
    [InlineData("nan")]
    [InlineData("inf")]
    public void A_floor_that_leaves_no_logarithm_is_refused(string floor) =>
        Should.Throw<FeatureOptionException>(() => Of("log_melspectrogram", 0, ("floor", floor))).Message.ShouldContain("floor");

    private static FeatureExtractor Of(string name, double noisePower, params (string Key, string Value)[] options) =>
        new([FeatureCatalog.Parse(name, options.ToDictionary(o => o.Key, o => o.Value))], 16000, noisePower);
}
