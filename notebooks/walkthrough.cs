#:project ../src/Undertone.Interactive/Undertone.Interactive.csproj

// %% [markdown]
// # From recordings to emotions
//
// This walk goes through everything that a study of speech emotion recognition has: data, sound, features, five models, an honest
// test, and answers for clips and for sound as it comes. It takes a minute or two on a laptop. Run the cells from top to bottom,
// change a number, run them again.
//
// The speech here is **synthetic**: a small synthesizer says two sentences with acted emotions, so that nothing has to be
// downloaded. It is far easier than people are. To walk through a corpus of real speech, set `UNDERTONE_CORPUS` to its folder and
// start again: RAVDESS, CREMA-D, EmoDB and others are known by the names of their files, and any folder works that has a folder
// for each emotion.
//
// Before the first cell, build once: `dotnet build src/Undertone.Interactive`. Without a clone of the repository, put `#r "nuget:
// Undertone.Interactive"` in place of the lines that begin with `#r`.

// %% [notebook]
// #r "../artifacts/bin/Undertone.Interactive/debug/Undertone.Sound.dll"
// #r "../artifacts/bin/Undertone.Interactive/debug/Undertone.Learning.dll"
// #r "../artifacts/bin/Undertone.Interactive/debug/Undertone.Recognition.dll"
// #r "../artifacts/bin/Undertone.Interactive/debug/Undertone.Interactive.dll"
// using System.IO;
//
// void Show(string html) => display(HTML(html));

// %%
using Undertone.Interactive;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Corpora.Synthesis;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Experiments.Comparison;
using Undertone.Recognition.Experiments.Exploration;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Pictures;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Reports;
using Undertone.Recognition.Training;
using Undertone.Sound.Audio;
using Undertone.Sound.Features.Cepstral;

// %% [program]
var page = new NotebookPage("From recordings to emotions");
void Show(string html) => page.Add(html);

// %% [markdown]
// ## 1. What is in the data?
//
// A corpus is a folder of recordings of which somebody knows the emotion and the speaker. Look at three things before anything
// else: is every emotion there about as often as the others, how many **speakers** are there, and does every speaker say every
// emotion? A model that hears Anna only angry and Ben only sad learns to tell Anna from Ben.
//
// The synthetic files are named as those of RAVDESS are, which is why the table calls the corpus so and shows that corpus's terms.

// %%
var folder = Directory.CreateTempSubdirectory("undertone-walkthrough-").FullName;
var corpus = Environment.GetEnvironmentVariable("UNDERTONE_CORPUS");
if (string.IsNullOrEmpty(corpus))
{
    corpus = Path.Combine(folder, "synthetic");
    SyntheticCorpus.Write(corpus, new SyntheticCorpusOptions { Speakers = 8 });
}

var collection = CorpusCollection.Read([corpus]);
Console.WriteLine($"{collection.Utterances.Count} utterances, {collection.Problems.Count} files left out");
Show(NotebookHtml.Corpus(collection));

// %% [markdown]
// The same as a picture, with how long and how loud the clips are. If one emotion were always louder, a volume knob would be
// enough to recognise it, and the model would fail with the next microphone.

// %%
Show(NotebookHtml.Picture(CorpusPicture.Draw(collection), "Utterances by emotion, sex and speaker; durations, levels"));

// %% [markdown]
// ## 2. Listen and look
//
// One speaker, three emotions. Play them first, and only then look: what do you hear that you also see?

// %%
var voice = collection.Utterances[0].SpeakerKey;
var examples = new[] { "neutral", "angry", "sad" }
    .Select(emotion => collection.Utterances.FirstOrDefault(u => u.SpeakerKey == voice && u.Emotion == emotion))
    .OfType<Utterance>().ToArray();
foreach (var u in examples) Show(NotebookHtml.Clip(AudioClip.Load(u.Path), $"{u.Emotion}, speaker {u.Speaker}"));

// %% [markdown]
// A mel spectrogram shows which frequencies are loud at what time, with the frequencies spaced as ears hear them. The light line
// is the pitch. Look at how high it is, how much it moves, and how much brightness there is far up: a tense voice has more of it.

// %%
var look = new PictureOptions { WidthPixels = 860, HeightPixels = 300, Pitch = true, HighestHz = 6000 };
foreach (var u in examples)
{
    var picture = FeaturePicture.Draw(AudioClip.Load(u.Path), "melspectrogram_db", u.Emotion, options: look);
    Show(NotebookHtml.Picture(picture, $"Mel spectrogram: {u.Emotion}"));
}

// %% [markdown]
// ## 3. From sound to numbers
//
// Models get features, not sound. MFCCs describe the shape of the spectrum in a few numbers a frame. Under librosa's names they
// have librosa's values. A **recipe** says which features a model sees and how they are put together: pooled over the clip to one
// row of numbers, or frame by frame, or as an image.

// %%
var sound = AudioClip.Load(examples[^1].Path);
var mfcc = Mfcc.Compute(sound.Samples, sound.SampleRateHz, new MfccOptions { Coefficients = 13 });
Console.WriteLine($"{sound.DurationSeconds:0.00} s of sound: {mfcc.Frames} frames of {mfcc.Bands} MFCCs");
foreach (var name in new[] { "mlp", "cnn2d", "lstm" })
{
    var recipe = Recipe.BuiltIn[name];
    var features = string.Join(", ", recipe.Features.List.Select(f => f.Name));
    Console.WriteLine($"{name}: {features}; shape: {recipe.Features.Shape}");
}

var low = new PictureOptions { WidthPixels = 860, HeightPixels = 260, Skip = 1 };
var coefficients = FeaturePicture.Draw(sound, "mfcc", examples[^1].Emotion, options: low);
Show(NotebookHtml.Picture(coefficients, "MFCCs without the first one, which is loudness"));

// %% [markdown]
// ## 4. Five models on the same folds
//
// A plain network (MLP), a convolutional network over the row of features (CNN 1D), one over the mel spectrogram as an image (CNN
// 2D), a recurrent network over frames (LSTM), and a support vector machine. All are tested the same way: the speakers are divided
// into four folds, and each fold is answered by a model that has **never heard its speakers**. That is what *speaker-independent*
// means, and it is the only score that says something about the next person who speaks.
//
// The trainings are kept short, and not all models need the same: the networks over images and frames have barely begun to learn after
// eight epochs, and the order of this table says nothing about what they can do. Look at the intervals rather than at the third digit:
// with eight speakers they are wide, and a model that is ahead by less than that is not known to be better.

// %%
Recipe Short(string name, int epochs) => Recipe.BuiltIn[name].With("training.epochs", $"{epochs}");
var workspace = new Workspace
{
    Runs = Path.Combine(folder, "runs"),
    Cache = new FeatureCache(Path.Combine(folder, "cache")),
};
var options = new ComparisonOptions
{
    Data = [corpus],
    Recipes = [Short("mlp", 12), Short("cnn1d", 8), Short("cnn2d", 8), Short("lstm", 8), Recipe.BuiltIn["svm"]],
    Folds = 4,
    Seed = 1,
};
var comparison = new ModelComparison(options, workspace).Execute();
Show(NotebookHtml.Comparison(comparison.Rows));

// %% [markdown]
// ## 5. How did it learn?
//
// The network over images: a thin line for each fold, their mean in bold. Training loss that falls while the other one rises is a model
// that learns its speakers by heart. Lines that still move at the end, as these do, ask for more epochs: change the 8 above to 30 and
// come back after a cup of tea. The second lines are only *watched*: they are of the tested speakers, so nothing may be chosen by them,
// not even the number of epochs.

// %%
var network = comparison.Rows.Single(row => row.Recipe == "cnn2d");
var curves = Enumerable.Range(1, options.Folds).Select(fold =>
    LearningCurve.Load(Path.Combine(network.RunFolder, "folds", $"{fold}", "metrics.jsonl"), $"fold {fold}"));
Show(NotebookHtml.Curves(curves, network.Evaluation.Chance));

// %% [markdown]
// ## 6. Where is it right, and where is it wrong?
//
// UAR, the unweighted average recall, is the mean of the recalls below: a model that always says *neutral* gets no more than
// chance, however often neutral is in the data. Then read the matrix by rows: what is an emotion taken for when it is missed?
// Neighbours in arousal (angry and happy, sad and calm) are confused by people as well.

// %%
var best = comparison.Rows.MaxBy(row => row.Evaluation.Report.UnweightedAverageRecall)!;
var scores = best.Evaluation;
Console.WriteLine($"{best.Recipe}: UAR {scores.Report.UnweightedAverageRecall:0.000}, chance {scores.Chance:0.000}");
foreach (var speaker in scores.PerSpeaker) Console.WriteLine($"  {speaker.Group}: UAR {speaker.Uar:0.000}");
Show(NotebookHtml.Classes(scores));
Show(NotebookHtml.Confusion(scores));

// %% [markdown]
// ## 7. The mistake that makes papers look good
//
// Now divide clips at random instead of speakers, so that each tested voice was also trained on. Nothing about the model has
// changed; only the question has become easier. Whatever is gained here is lost again with the first stranger. When you read a
// high figure somewhere, look for how the data was divided first.

// %%
var atRandom = new TrainingRunOptions
{
    Data = [corpus],
    Recipe = Short("cnn1d", 8),
    Protocol = ProtocolSpec.Random(),
    Seed = 1,
    Refit = false,
};
var leaky = new TrainingRun(atRandom, workspace).Execute();
var unseen = comparison.Rows.Single(row => row.Recipe == "cnn1d").Evaluation.Report.UnweightedAverageRecall;
Console.WriteLine($"cnn1d on speakers it has not heard:  UAR {unseen:0.000}");
Console.WriteLine($"cnn1d on speakers it has heard:      UAR {leaky.Evaluation!.Report.UnweightedAverageRecall:0.000}");

// %% [markdown]
// ## 8. An answer for one clip
//
// The model of the first fold, and a clip of a speaker that this model has not heard. An answer is a distribution, not a word:
// look at what comes second. *Uncertain* marks answers of a confidence that was wrong as often as right in the test.

// %%
var recognizer = EmotionRecognizer.Load(Path.Combine(best.RunFolder, "folds", "1", "model.undertone"));
var strangers = scores.Tested.Where(t => t.Fold == 1).Select(t => t.Utterance).ToArray();
var stranger = strangers.First(u => u.Emotion == "angry");
var answer = recognizer.Predict(stranger.Path);
Show(NotebookHtml.Answer(answer, $"truth: {stranger.Emotion}, speaker {stranger.Speaker}"));

// %% [markdown]
// ## 9. Answers while sound comes
//
// Nobody waits for the end of a conversation. Here four clips of that speaker follow each other and are handed over in blocks of
// 50 ms, as a microphone would. The answer lags behind the change of emotion: a window has to hear enough of the new one first.

// %%
var spoken = new[] { "angry", "sad", "happy", "neutral" }
    .Select(emotion => strangers.FirstOrDefault(u => u.Speaker == stranger.Speaker && u.Emotion == emotion))
    .OfType<Utterance>().Select(u => AudioClip.Load(u.Path)).ToArray();
var talk = new AudioClip([.. spoken.SelectMany(clip => clip.Samples)], spoken[0].SampleRateHz);
var stream = recognizer.OpenStream(talk.SampleRateHz);
var heard = new List<StreamingPrediction>();
foreach (var block in talk.Samples.Chunk(talk.SampleRateHz / 20)) heard.AddRange(stream.Push(block));
heard.AddRange(stream.Complete());
Show(NotebookHtml.Player(talk, "The talk"));
Show(NotebookHtml.Segments(heard));

// %% [markdown]
// ## Where to go from here
//
// - Your own recordings: set `UNDERTONE_CORPUS`, or write a table of files (see the guide on corpora).
// - More epochs, other features, other layers: every key of a recipe can be changed as `training.epochs` was here.
// - A test on another corpus than the one that was trained on is harder still, and closer to life.
//
// And keep in mind what was measured: how *acted* emotions sound. What a person feels is not in this table.

// %%
stream.Dispose();
recognizer.Dispose();
Directory.Delete(folder, recursive: true);

// %% [program]
var file = args is [var path] ? path : "walkthrough.html";
page.Save(file);
Console.WriteLine($"{file} has the pictures, the players and the tables.");
