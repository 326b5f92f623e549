using Undertone.Sound.Audio;

namespace Undertone.Sound.Tests.Audio;

public class PcmDecoderTests
{
    [Fact]
    public void Every_16_bit_value_is_exact_at_every_length()
    {
        var bytes = new byte[131072];
        for (var i = 0; i < 65536; i++) BitConverter.TryWriteBytes(bytes.AsSpan(2 * i), (short)(i - 32768));
        var all = new float[65536];
        PcmDecoder.Decode(bytes, PcmEncoding.Int16, bigEndian: false, all);
        for (var i = 0; i < all.Length; i++) all[i].ShouldBe((i - 32768) / 32768f);
        for (var length = 0; length < 70; length++)
        {
            var some = new float[length + 1];
            some[length] = 9;
            PcmDecoder.Decode(bytes.AsSpan(0, 2 * length), PcmEncoding.Int16, bigEndian: false, some.AsSpan(0, length));
            some[..length].ShouldBe(all[..length]);
            some[length].ShouldBe(9);
        }
    }

    [Fact]
    public void The_mean_of_channels_is_the_plain_mean()
    {
        foreach (var channels in new[] { 2, 3, 6, 17 })
        {
            var interleaved = Noise.Of(channels * 101, seed: channels);
            var mono = new float[101];
            PcmDecoder.MeanOfChannels(interleaved, channels, mono);
            for (var i = 0; i < mono.Length; i++)
            {
                var sum = 0.0;
                for (var c = 0; c < channels; c++) sum += interleaved[i * channels + c];
                ((double)mono[i]).ShouldBe(sum / channels, 1e-6);
            }
        }
    }

    [Fact]
    public void The_first_sample_that_is_no_number_is_found()
    {
        foreach (var bad in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity })
        {
            for (var length = 1; length < 80; length++)
            {
                var samples = Noise.Of(length, seed: length);
                PcmDecoder.IndexBeyond(samples, float.MaxValue).ShouldBe(-1);
                samples[length / 2] = bad;
                samples[length - 1] = bad;
                PcmDecoder.IndexBeyond(samples, float.MaxValue).ShouldBe(length / 2);
            }
        }
    }
}
