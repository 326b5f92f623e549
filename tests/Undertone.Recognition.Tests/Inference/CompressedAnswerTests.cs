using Undertone.Recognition.Inference;
using Undertone.Recognition.Tests.Files;

namespace Undertone.Recognition.Tests.Inference;

/// <summary>Whatever decodes a recording, the emotion is the same.</summary>
public sealed class CompressedAnswerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-compressed-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [FfmpegTheory]
    [InlineData("clip.mp3", "-b:a 32k")]
    [InlineData("clip.mp3", "-ac 2 -ar 44100 -q:a 4")]
    [InlineData("clip.ogg", "-c:a libvorbis")]
    [InlineData("clip.opus", "-c:a libopus -b:a 16k -application voip")]
    [InlineData("clip.opus", "-c:a libopus -b:a 32k")]
    public void Answers_are_those_of_what_ffmpeg_decodes(string name, string options)
    {
        using var recognizer = EmotionRecognizer.LoadBuiltIn();
        foreach (var sample in new[] { "angry-synthetic.wav", "neutral-synthetic.wav" })
        {
            var (file, decoded) = (Path.Combine(_folder, sample + "." + name), Path.Combine(_folder, sample + "." + name + ".wav"));
            File.Delete(decoded);
            File.Delete(file);
            FfmpegCommand.Convert(Repository.Of("samples", "audio", sample), file, options);
            FfmpegCommand.Convert(file, decoded, "-c:a pcm_f32le");
            var (ours, theirs) = (recognizer.Predict(file), recognizer.Predict(decoded));
            ours.Speech.ShouldBeTrue();
            ours.DurationSeconds.ShouldBe(theirs.DurationSeconds, 1e-4);
            foreach (var (label, score) in ours.Scores)
                score.ShouldBe(theirs.Scores[label], 0.02, $"{label} of {sample} in {name}, {options}");
        }
    }
}
