// Trains on utterances in memory, tests on speakers that the model has not heard, and saves the model for use.
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Corpora.Synthesis;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;
using Undertone.Sound.Audio;

var folder = Directory.CreateTempSubdirectory("undertone-sample-").FullName;
SyntheticCorpus.Write(Path.Combine(folder, "corpus"), new SyntheticCorpusOptions { Speakers = 4, Repetitions = 1 });
var utterances = CorpusCollection.Read([Path.Combine(folder, "corpus")]).Utterances
    .Select(u => Utterance.FromClip(AudioClip.Load(u.Path), name: u.RelativePath, u.Emotion, u.Speaker));

var options = new TrainingRunOptions { Recipe = Recipe.BuiltIn["mlp"].With("training.epochs", "5"), Utterances = utterances, Folds = 2 };
var workspace = new Workspace { Runs = Path.Combine(folder, "runs"), Cache = new FeatureCache(Path.Combine(folder, "cache")) };
var result = await new TrainingRun(options, workspace).ExecuteAsync(new Epochs());
Console.WriteLine($"UAR on unseen speakers: {result.Evaluation!.Report.UnweightedAverageRecall:F3}");

var file = Path.Combine(folder, "mine.undertone");
result.Model!.Save(file);
using var recognizer = EmotionRecognizer.Load(file);
Console.WriteLine($"{recognizer.Manifest.Name} hears: {recognizer.Predict("samples/audio/angry-synthetic.wav")}");
Directory.Delete(folder, recursive: true);

internal sealed class Epochs : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        if (value.Loss is { } loss) Console.WriteLine($"{value.Stage}: epoch {value.Done} of {value.Total}, loss {loss:F3}");
    }
}
