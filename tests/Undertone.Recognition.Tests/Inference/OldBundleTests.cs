using System.Text.Json;
using Undertone.Recognition.Inference;

namespace Undertone.Recognition.Tests.Inference;

public sealed class OldBundleTests
{
    [Fact]
    public void Models_of_an_older_format_give_the_answers_that_they_gave()
    {
        var folder = Path.Combine(Repository.Golden, "undertone-bundle-1");
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "scores.json")));
        var compared = 0;
        foreach (var model in golden.RootElement.EnumerateObject())
        {
            var recognizer = EmotionRecognizer.Load(Path.Combine(folder, model.Name + ".undertone"));
            foreach (var clip in model.Value.EnumerateObject())
            {
                var scores = recognizer.Predict(Repository.Of(clip.Name.Split('/'))).Scores;
                var expected = clip.Value.EnumerateArray().Select(v => v.GetDouble()).ToArray();
                scores.Count.ShouldBe(expected.Length);
                for (var i = 0; i < expected.Length; i++)
                    scores[i].Value.ShouldBe(expected[i], 1e-5, $"{model.Name}, {clip.Name}, {scores[i].Key}");
                compared++;
            }
        }

        compared.ShouldBe(12);
    }
}
