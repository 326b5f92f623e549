using System.Text.Json;
using Undertone.Sound.Audio;
using Undertone.Sound.Effects;

namespace Undertone.Sound.Tests.Effects;

public class SilenceTests
{
    [Fact]
    public void Trim_and_split_find_the_reference_intervals()
    {
        using var cases = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Golden, "effects", "silence.json")));
        var count = 0;
        foreach (var item in cases.RootElement.EnumerateArray())
        {
            var name = item.GetProperty("signal").GetString()!;
            var clip = AudioClip.Load(Path.Combine(Repository.Golden, "librosa-0.11.0", name, name + ".wav"));
            var options = new SilenceOptions
            {
                TopDb = item.GetProperty("top_db").GetDouble(),
                FrameSamples = item.GetProperty("frame_length").GetInt32(),
                HopSamples = item.GetProperty("hop_length").GetInt32(),
                ReferenceAmplitude =
                    item.GetProperty("ref") is { ValueKind: JsonValueKind.Number } reference ? reference.GetDouble() : null,
            };
            var trim = item.GetProperty("trim");
            Silence.TrimInterval(clip.Samples, options).ShouldBe((trim[0].GetInt32(), trim[1].GetInt32()), $"{name} {options}");
            var split = item.GetProperty("split").EnumerateArray().Select(i => (i[0].GetInt32(), i[1].GetInt32())).ToArray();
            Silence.Split(clip.Samples, options).ShouldBe(split, $"{name} {options}");
            count++;
        }

        count.ShouldBe(25);
    }

    [Fact]
    public void The_defaults_are_those_of_librosa() =>
        new SilenceOptions().ShouldBe(new SilenceOptions { TopDb = 60, FrameSamples = 2048, HopSamples = 512, ReferenceAmplitude = null });

    [Fact]
    public void Trimming_takes_the_ends_and_keeps_the_middle()
    {
        var samples = new float[30_000];
        for (var i = 10_000; i < 20_000; i++) samples[i] = MathF.Sin(i);
        var trimmed = Silence.Trim(new AudioClip(samples, 16000));
        var (start, end) = Silence.TrimInterval(samples);
        trimmed.Samples.ShouldBe(samples[start..end]);
        start.ShouldBeInRange(10_000 - 2048, 10_000);
        end.ShouldBeInRange(20_000, 20_000 + 2048);
        Silence.Split(samples).ShouldBe([(start, end)]);
    }

    [Fact]
    public void Nothing_is_left_of_nothing()
    {
        Silence.TrimInterval([]).ShouldBe((0, 0));
        Silence.Split([]).ShouldBeEmpty();

        // All zeros: every frame is as loud as the loudest, so librosa takes none for silent.
        Silence.TrimInterval(new float[5000]).ShouldBe((0, 5000));
        Silence.TrimInterval(new float[5000], new SilenceOptions { ReferenceAmplitude = 1 }).ShouldBe((0, 0));
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Silence.Split([1], new SilenceOptions { TopDb = double.NaN }));
        Should.Throw<ArgumentOutOfRangeException>(() => Silence.Split([1], new SilenceOptions { HopSamples = 0 }));
        Should.Throw<ArgumentOutOfRangeException>(() => Silence.Split([1], new SilenceOptions { FrameSamples = -1 }));
        Should.Throw<ArgumentOutOfRangeException>(() => Silence.Split([1], new SilenceOptions { ReferenceAmplitude = 0 }));
    }
}
