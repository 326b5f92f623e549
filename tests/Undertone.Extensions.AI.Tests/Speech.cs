using System.Text.Json;
using Undertone.Recognition.Inference;
using Undertone.Sound.Audio;

namespace Undertone.Extensions.AI.Tests;

/// <summary>The audio and the model of these tests.</summary>
public sealed class Speech : IDisposable
{
    /// <summary>The path of a short clip.</summary>
    public string Clip { get; } = Repository.Of("samples", "audio", "neutral-synthetic.wav");

    public EmotionRecognizer Recognizer { get; } = EmotionRecognizer.LoadBuiltIn("tiny");

    /// <summary>Some seconds of both clips in turns.</summary>
    public AudioClip Talk { get; }

    /// <summary>The same as the bytes of a WAV file, whose samples are those of <see cref="Talk"/>.</summary>
    public byte[] TalkBytes { get; }

    public Speech()
    {
        var one = AudioClip.Load(Clip);
        var other = AudioClip.Load(Repository.Of("samples", "audio", "angry-synthetic.wav"), one.SampleRateHz);
        TalkBytes = Wav(new AudioClip([.. one.Samples, .. other.Samples, .. one.Samples, .. other.Samples], one.SampleRateHz));
        using var bytes = new MemoryStream(TalkBytes);
        Talk = AudioClip.Load(bytes, "talk");
    }

    public void Dispose() => Recognizer.Dispose();

    public static byte[] Wav(AudioClip clip, WavSampleFormat format = WavSampleFormat.Pcm16)
    {
        using var bytes = new MemoryStream();
        WavWriter.Write(bytes, clip, format);
        return bytes.ToArray();
    }

    /// <summary>Every digit of an answer.</summary>
    public static string Json(EmotionPrediction? answer) => JsonSerializer.Serialize(answer);

    /// <inheritdoc cref="Json(EmotionPrediction?)"/>
    public static string Json(SegmentPrediction? answer) => JsonSerializer.Serialize(answer);
}
