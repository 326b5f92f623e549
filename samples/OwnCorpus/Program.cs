// Lets everything that reads data know a corpus by its files' names: 012_anna_joy.wav.
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Corpora.Readers;

CorpusReaders.Register(new CallCenterReader());

var folder = Directory.CreateTempSubdirectory("undertone-sample-").FullName;
File.Copy("samples/audio/neutral-synthetic.wav", Path.Combine(folder, "001_anna_calm.wav"));
File.Copy("samples/audio/angry-synthetic.wav", Path.Combine(folder, "002_bert_rage.wav"));
var read = CorpusCollection.Read([folder]);
foreach (var u in read.Utterances) Console.WriteLine($"{u.Corpus}: {u.RelativePath} is {u.Emotion}, spoken by {u.Speaker}");
foreach (var problem in read.Problems) Console.WriteLine($"{problem.File}: {problem.Detail}");
Directory.Delete(folder, recursive: true);

internal sealed class CallCenterReader : CorpusReader
{
    public override string Name => "callcenter";

    public override string Language => "en";

    public override CorpusTerms Terms { get; } = new("our own recordings", CommercialUse: true, Derivatives: true, "");

    public override NameReading? Read(CorpusFile file, CorpusReadOptions options)
    {
        if (file.Stem.Split('_') is not [{ Length: 3 }, var speaker, var word]) return null;
        var emotion = word switch { "joy" => "happy", "rage" => "angry", "calm" => "neutral", _ => null };
        return emotion is null ? null : new NameReading(emotion, speaker);
    }
}
