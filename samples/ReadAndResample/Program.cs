// Reads any audio file, says what it is, cuts silence off its ends and writes it at 16 kHz:
//     dotnet run --project samples/ReadAndResample -- speech.flac speech-16k.wav
using Undertone.Sound.Audio;
using Undertone.Sound.Effects;

if (args.Length != 2)
{
    Console.Error.WriteLine("usage: ReadAndResample INPUT OUTPUT.wav");
    return 2;
}

try
{
    var info = AudioInfo.Read(args[0]);
    var format = $"{info.Container}, {info.Encoding}";
    Console.WriteLine($"{format}, {info.SampleRateHz} Hz, {info.Channels} channel(s), {info.DurationSeconds:F2} s");

    var clip = AudioClip.Load(args[0], sampleRateHz: 16000);
    var speech = Silence.Trim(clip, new SilenceOptions { TopDb = 40 });
    Console.WriteLine($"{clip.DurationSeconds - speech.DurationSeconds:F2} s of silence cut off");

    WavWriter.Write(args[1], speech);
    return 0;
}
catch (IOException e)
{
    Console.Error.WriteLine(e.Message);
    return 3;
}
