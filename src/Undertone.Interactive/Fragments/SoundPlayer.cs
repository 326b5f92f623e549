using System.Globalization;
using Undertone.Recognition.Pictures;
using Undertone.Sound.Audio;

namespace Undertone.Interactive.Fragments;

/// <summary>A clip as an audio element that holds its samples.</summary>
internal static class SoundPlayer
{
    /// <summary>How much of a clip it holds, in seconds.</summary>
    public const int MostSeconds = 60;

    public static void Write(MarkupWriter html, AudioClip clip, string title, int? sampleRateHz)
    {
        var heard = clip.DurationSeconds <= MostSeconds
            ? clip
            : new AudioClip(clip.Samples[..(int)(MostSeconds * clip.SampleRateHz)], clip.SampleRateHz);
        using var bytes = new MemoryStream();
        WavWriter.Write(bytes, sampleRateHz is { } hz ? heard.Resample(hz) : heard);
        html.Open(
            "audio", ("controls", "controls"), ("preload", "metadata"), ("aria-label", title),
            ("src", "data:audio/wav;base64," + Convert.ToBase64String(bytes.ToArray()))).Close();
        if (heard != clip)
        {
            html.Element(
                "p", string.Create(CultureInfo.InvariantCulture, $"The first {MostSeconds} s of {clip.DurationSeconds:0} s."),
                ("class", "hint"));
        }
    }
}
