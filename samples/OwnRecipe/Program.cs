// Puts recipes together in code: features, a network or a classical model, and how it is trained.
using Undertone.Learning.Classical.Svm;
using Undertone.Recognition.Recipes;
using Undertone.Sound.Features;
using Undertone.Sound.Features.Cepstral;

var network = Recipe.Create("my-lstm")
    .WithFeatures(FeatureCatalog.Of("mfcc", new MfccOptions { Coefficients = 13 }), FeatureCatalog.Of("rms"))
    .WithShape(FeatureShape.Frames).WithLength(seconds: 3)
    .WithLayer("lstm", ("units", 64)).WithLayer("dropout", ("rate", 0.3))
    .WithEpochs(20).With("training.optimizer.type", "adamw").With("training.optimizer.learningRate", 0.002)
    .Build();
var classical = Recipe.Create("my-svm")
    .WithFeatures("mfcc", "melspectrogram", "rms").WithPooling("mean", "std", "p95")
    .WithClassifier(new SvmOptions { C = 3 })
    .Build();
var changed = Recipe.BuiltIn["mlp"].ToBuilder().WithScaler(ScalerKind.Robust).With("training.mixup", 0.2).Build();
foreach (var recipe in new[] { network, classical, changed })
    Console.WriteLine($"{recipe.Name}: {string.Join(", ", recipe.Features.List)} -> {recipe.Model.Kind}");
Console.WriteLine($"the built-in ones: {string.Join(", ", Recipe.BuiltIn.Names)}");
File.WriteAllText(Path.Combine(Path.GetTempPath(), "my-lstm.json"), network.ToJson().ToJsonString());
