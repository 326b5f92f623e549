using System.Globalization;

namespace Undertone.Cli.Tests.Pages;

/// <summary>Clips with RAVDESS's names, as other tools lay out the data that they publish.</summary>
internal static class PublishedData
{
    /// <summary>RAVDESS's, in the order of its numbers.</summary>
    private static readonly string[] Emotions = ["neutral", "calm", "happy", "sad", "angry", "fearful", "disgust", "surprised"];

    /// <summary>
    /// Writes manifests with votes and with numbers, an audio folder of Hugging Face, and data of audformat and of Kaldi into a folder.
    /// </summary>
    public static void Write(string folder, string[] paths)
    {
        var clips = paths.Select(p => new Clip(p)).ToArray();
        File.WriteAllLines(Path.Combine(folder, "calls.csv"), Votes(folder, clips));
        File.WriteAllLines(Path.Combine(folder, "rated.csv"), Ratings(folder, clips));
        WriteAudioFolder(Path.Combine(folder, "speech"), clips);
        WriteAudformat(Path.Combine(folder, "talk"), clips);
        WriteKaldi(Path.Combine(folder, "calls", "data", "train"), clips);
    }

    /// <summary>Three raters heard the emotion of each clip, and a fourth that of the clip before it.</summary>
    private static IEnumerable<string> Votes(string folder, Clip[] clips)
    {
        yield return "path,emotion,speaker," + string.Join(',', Emotions.Select(e => "votes_" + e));
        for (var i = 0; i < clips.Length; i++)
        {
            var (own, other) = (clips[i].Emotion, clips[Math.Max(i - 1, 0)].Emotion);
            var votes = Emotions.Select(e => (e == own ? 3 : 0) + (e == other ? 1 : 0));
            yield return $"{Path.GetRelativePath(folder, clips[i].Path)},{own},{clips[i].Speaker},{string.Join(',', votes)}";
        }
    }

    /// <summary>Arousal goes by the emotion; valence is not known of the first clip.</summary>
    private static IEnumerable<string> Ratings(string folder, Clip[] clips)
    {
        yield return "path,emotion,speaker,arousal,valence";
        for (var i = 0; i < clips.Length; i++)
        {
            var place = Array.IndexOf(Emotions, clips[i].Emotion);
            var valence = i == 0 ? "" : FormattableString.Invariant($"{7 - place}");
            yield return FormattableString.Invariant(
                $"{Path.GetRelativePath(folder, clips[i].Path)},{clips[i].Emotion},{clips[i].Speaker},{1 + place * 5 % 7},{valence}");
        }
    }

    /// <summary>The last speaker is the test.</summary>
    private static void WriteAudioFolder(string folder, Clip[] clips)
    {
        foreach (var part in clips.GroupBy(c => c.Speaker == "05" ? "test" : "train"))
        {
            var place = Path.Combine(folder, part.Key);
            CopyTo(place, part);
            File.WriteAllLines(Path.Combine(place, "metadata.csv"),
                ["file_name,emotion,speaker_id", .. part.Select(c => $"{c.Name}.wav,{c.Emotion},{c.Speaker}")]);
        }
    }

    private static void WriteAudformat(string folder, Clip[] clips)
    {
        CopyTo(Path.Combine(folder, "wav"), clips);
        File.WriteAllText(Path.Combine(folder, "db.yaml"), $$"""
            name: talk
            usage: research
            schemes:
              emotion: {dtype: str, labels: [{{string.Join(", ", Emotions)}}]}
              speaker: {dtype: str}
            tables:
              emotion:
                type: filewise
                columns:
                  emotion: {scheme_id: emotion}
              files:
                type: filewise
                columns:
                  speaker: {scheme_id: speaker}

            """);
        File.WriteAllLines(Path.Combine(folder, "db.emotion.csv"), ["file,emotion", .. clips.Select(c => $"wav/{c.Name}.wav,{c.Emotion}")]);
        File.WriteAllLines(Path.Combine(folder, "db.files.csv"), ["file,speaker", .. clips.Select(c => $"wav/{c.Name}.wav,{c.Speaker}")]);
    }

    private static void WriteKaldi(string folder, Clip[] clips)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllLines(Path.Combine(folder, "wav.scp"), clips.Select(c => $"{c.Name} {c.Path}"));
        File.WriteAllLines(Path.Combine(folder, "utt2emo"), clips.Select(c => $"{c.Name} {c.Emotion}"));
        File.WriteAllLines(Path.Combine(folder, "utt2spk"), clips.Select(c => $"{c.Name} {c.Speaker}"));
    }

    private static void CopyTo(string folder, IEnumerable<Clip> clips)
    {
        Directory.CreateDirectory(folder);
        foreach (var clip in clips) File.Copy(clip.Path, Path.Combine(folder, clip.Name + ".wav"));
    }

    private sealed record Clip(string Path)
    {
        public string Name { get; } = System.IO.Path.GetFileNameWithoutExtension(Path);

        public string Emotion => Emotions[int.Parse(Name.Split('-')[2], CultureInfo.InvariantCulture) - 1];

        public string Speaker => Name.Split('-')[6];
    }
}
