// Answers while sound comes: raw PCM from standard input, or a file block by block.
//     arecord -q -t raw -f S16_LE -r 16000 -c 1 | dotnet run --project samples/StreamPcm -- -
using Undertone.Recognition.Inference;
using Undertone.Sound.Audio;
using Undertone.Sound.Capture;

using var recognizer = EmotionRecognizer.LoadBuiltIn();
if (args is ["-"])
{
    using var input = Console.OpenStandardInput();
    var pcm = new RawPcmReader(input, "standard input");
    Listen(pcm.SampleRateHz, block => pcm.Read(block));
}
else
{
    using var reader = AudioReader.Open(args.Length > 0 ? args[0] : "samples/audio/angry-synthetic.wav");
    Listen(reader.SampleRateHz, block => reader.Read(block));
}

void Listen(int sampleRateHz, Func<float[], int> read)
{
    using var stream = recognizer.OpenStream(sampleRateHz);
    var block = new float[sampleRateHz / 20];
    for (int count; (count = read(block)) > 0;)
    {
        foreach (var answer in stream.Push(block.AsSpan(0, count))) Console.WriteLine(answer);
    }

    foreach (var answer in stream.Complete()) Console.WriteLine(answer);
}
