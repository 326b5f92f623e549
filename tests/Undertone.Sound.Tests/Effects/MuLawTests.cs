using System.Buffers.Binary;
using System.Diagnostics;
using Undertone.Sound.Audio;

namespace Undertone.Sound.Tests.Effects;

public class MuLawTests
{
    /// <summary>
    /// Decision and output values of ITU-T G.711 table 2, at 14 bits: eight segments of sixteen intervals, each twice as wide as those
    /// before, but for the first interval of all, which is half as wide.
    /// </summary>
    [Fact]
    public void Every_sample_gets_the_value_of_the_standard()
    {
        var decisions = new List<int> { 0, 1 };
        var outputs = new List<int> { 0 };
        for (var segment = 0; segment < 8; segment++)
        {
            for (var i = segment == 0 ? 1 : 0; i < 16; i++)
            {
                decisions.Add(decisions[^1] + (2 << segment));
                outputs.Add((decisions[^1] + decisions[^2]) / 2);
            }
        }

        decisions[^1].ShouldBe(8159);
        outputs.Count.ShouldBe(128);
        for (var sample = short.MinValue; sample < short.MaxValue; sample++)
        {
            var interval = decisions.FindLastIndex(d => 4 * d <= Math.Abs((int)sample));
            var expected = 4 * outputs[Math.Min(127, interval)];
            Decoded(MuLaw.Encode(sample)).ShouldBe(Math.Sign(sample) * expected, $"sample {sample}");
        }
    }

    [Fact]
    public void A_decoded_sample_is_coded_as_it_was()
    {
        for (var code = 0; code < 256; code++)
        {
            // Minus zero is the one value with two codes.
            if (code != 0x7F) MuLaw.Encode((short)Decoded((byte)code)).ShouldBe((byte)code);
        }
    }

    [FfmpegFact]
    public void The_codes_are_those_of_ffmpeg_but_at_edges_of_intervals()
    {
        var samples = new byte[2 * 65536];
        for (var i = 0; i < 65536; i++) BinaryPrimitives.WriteInt16LittleEndian(samples.AsSpan(2 * i), (short)(i - 32768));
        var codes = Ffmpeg(samples);
        codes.Length.ShouldBe(65536);
        var different = 0;
        for (var i = 0; i < 65536; i++)
        {
            var (ours, theirs) = (Decoded(MuLaw.Encode((short)(i - 32768))), Decoded(codes[i]));
            if (ours == theirs) continue;
            different++;
            Math.Abs(Math.Abs(ours - (i - 32768)) - Math.Abs(theirs - (i - 32768))).ShouldBeLessThanOrEqualTo(512, $"sample {i - 32768}");
        }

        different.ShouldBeLessThan(65536 / 20);
    }

    private static int Decoded(byte code)
    {
        var sample = new float[1];
        PcmDecoder.Decode([code], PcmEncoding.MuLaw, bigEndian: false, sample);
        return (int)(sample[0] * 32768);
    }

    private static byte[] Ffmpeg(byte[] samples)
    {
        string[] arguments = ["-v", "error", "-f", "s16le", "-ar", "8000", "-ac", "1", "-i", "-", "-c:a", "pcm_mulaw", "-f", "mulaw", "-"];
        var start = new ProcessStartInfo("ffmpeg", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var feed = Task.Run(() =>
        {
            process.StandardInput.BaseStream.Write(samples);
            process.StandardInput.Close();
        });
        using var codes = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(codes);
        feed.Wait();
        process.WaitForExit();
        return codes.ToArray();
    }
}
