// The emotion in an audio file, as a row and as the JSON of `undertone predict`.
using System.Text.Json;
using Undertone.Recognition.Inference;

using var recognizer = EmotionRecognizer.LoadBuiltIn();
var answer = recognizer.Predict(args.Length > 0 ? args[0] : "samples/audio/neutral-synthetic.wav");
Console.WriteLine(answer);
Console.WriteLine(JsonSerializer.Serialize(answer.Scores));
