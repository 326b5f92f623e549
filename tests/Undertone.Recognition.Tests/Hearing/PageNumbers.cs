using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using Undertone.Recognition.Features;
using Undertone.Recognition.Hearing;
using Undertone.Recognition.Recipes;
using Undertone.Sound.Audio;
using Undertone.Sound.Effects;

namespace Undertone.Recognition.Tests.Hearing;

/// <summary>What is heard of short synthetic signals, stage by stage, for the tests of the studio page, which hears by itself.</summary>
internal static class PageNumbers
{
    private const int Rate = SpeechDetector.SampleRateHz;
    private static readonly int[] Rates = [8000, 11025, 12000, 22050, 24000, 32000, 44056, 44100, 48000, 96000];
    private static readonly (int Tag, int Bits)[] Encodings = [(1, 8), (1, 16), (1, 24), (1, 32), (3, 32), (3, 64), (6, 8), (7, 8)];

    /// <summary>All of them.</summary>
    public static JsonObject Compute()
    {
        var (noise, bursts) = (Speechlike.Noise(3000, 1), Speechlike.Bursts(2600, 1000, 2));
        var few = noise[..300];
        var narrow = LowPass.Apply(noise, Rate, 4000);
        return new JsonObject
        {
            ["noise"] = Numbers(noise),
            ["resample"] = new JsonObject([.. Rates.Select(rate =>
                KeyValuePair.Create($"{rate}", (JsonNode?)Numbers(Resampler.Resample(few, rate, Rate))))]),
            ["highPass"] = Numbers(HighPass.Apply(few, 8000)),
            ["lowPass"] = Numbers(LowPass.Apply(few, Rate, 6800)),
            ["levelDb"] = ActiveLevel.OfDb(bursts, 1000),
            ["bandwidthHz"] = new JsonArray(BandwidthMeter.Measure(noise, Rate), BandwidthMeter.Measure(narrow, Rate)),
            ["picked"] = Picked(bursts),
            ["mel"] = Mel(noise),
            ["quality"] = Quality(noise),
            ["wav"] = new JsonArray([.. Encodings.Select(e => Wav(e.Tag, e.Bits, 1, 64)), Wav(1, 16, 2, 1300)]),
        };
    }

    private static JsonObject Picked(float[] bursts)
    {
        var probabilities = Enumerable.Range(0, 82).Select(b => b is > 9 and < 20 or > 60 and < 75 ? 0.9f : 0.05f).ToArray();
        var clip = new AudioClip(bursts, 1000);
        var heard = new HeardClip(clip, 0, clip, null, null, probabilities);
        return new JsonObject
        {
            ["bursts"] = Numbers(bursts),
            ["probabilities"] = Numbers(probabilities),
            ["samples"] = Numbers(PickedSpeech.Of(bursts, 1000, heard)),
        };
    }

    /// <summary>The features of `tiny`, of the samples as they are.</summary>
    private static JsonObject Mel(float[] noise)
    {
        var json = (JsonObject)JsonNode.Parse(Recipe.Load("tiny").ToJson().ToJsonString())!;
        json["hearing"] = new JsonObject
        {
            ["offset"] = "keep",
            ["level"] = "as-recorded",
            ["band"] = "whole",
            ["speech"] = "whole",
            ["floorDb"] = -22,
        };
        var recipe = Recipe.Parse(json.ToJsonString());
        return new JsonObject
        {
            ["floorPower"] = recipe.Hearing.FloorPower,
            ["features"] = Numbers(new FeaturePipeline(recipe).Compute(new AudioClip(noise, Rate))),
        };
    }

    /// <summary>The quality of five seconds: noise of a tenth of its strength, and of all of it where somebody speaks.</summary>
    private static JsonObject Quality(float[] noise)
    {
        var samples = Enumerable.Range(0, 24_000).Select(i => noise[i % noise.Length] * (i is > 8000 and < 16_000 ? 4 : 0.1f))
            .Select(s => Math.Clamp(s, -1, 1)).ToArray();
        var probabilities = Enumerable.Range(0, 47).Select(b => b is > 15 and < 31 ? 0.9f : 0.05f).ToArray();
        var clip = new AudioClip(samples, Rate);
        var quality = QualityMeter.Measure(new HeardClip(clip, ClippedRuns.ShareOf(samples), clip, null, null, probabilities), 6800);
        return new JsonObject
        {
            ["speechSeconds"] = quality.SpeechSeconds,
            ["levelDb"] = quality.LevelDb,
            ["clippedShare"] = quality.ClippedShare,
            ["snrDb"] = quality.SnrDb,
            ["bandwidthHz"] = quality.BandwidthHz,
            ["flags"] = new JsonArray([.. quality.Flags.Select(f => (JsonNode)f.Word())]),
        };
    }

    /// <summary>A file of random samples and what is read of it; of two channels the second is first the first one upside down.</summary>
    private static JsonObject Wav(int tag, int bits, int channels, int frames)
    {
        var random = new Random(bits + tag);
        var data = new byte[frames * channels * bits / 8];
        random.NextBytes(data);
        for (var i = 0; tag == 3 && i < frames; i++)
        {
            if (bits == 32) BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(4 * i), random.NextSingle() - 0.5f);
            else BinaryPrimitives.WriteDoubleLittleEndian(data.AsSpan(8 * i), random.NextDouble() - 0.5);
        }

        for (var i = 0; channels == 2 && i < 700; i++)
        {
            var left = BinaryPrimitives.ReadInt16LittleEndian(data.AsSpan(4 * i));
            BinaryPrimitives.WriteInt16LittleEndian(data.AsSpan((4 * i) + 2), (short)-Math.Max((int)left, -short.MaxValue));
        }

        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.ASCII, leaveOpen: true))
        {
            writer.Write("RIFF"u8);
            writer.Write(36 + data.Length);
            writer.Write("WAVEfmt "u8);
            writer.Write(16);
            writer.Write((short)tag);
            writer.Write((short)channels);
            writer.Write(1000);
            writer.Write(1000 * channels * bits / 8);
            writer.Write((short)(channels * bits / 8));
            writer.Write((short)bits);
            writer.Write("data"u8);
            writer.Write(data.Length);
            writer.Write(data);
        }

        var file = stream.ToArray();
        using var again = new MemoryStream(file);
        return new JsonObject
        {
            ["name"] = $"format {tag}, {bits} bits, {channels}",
            ["file"] = Convert.ToBase64String(file),
            ["samples"] = Numbers(AudioClip.Load(again, "noise.wav").Samples),
        };
    }

    private static JsonArray Numbers(float[] values) => new([.. values.Select(v => (JsonNode)JsonValue.Create(v))]);
}
