using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Undertone.Recognition.Inference;

namespace Undertone.Samples.Tests;

/// <summary>The programs of samples/ are short, run, and say what they are there to say.</summary>
public sealed class SampleTests
{
    private static readonly string Clip = Repository.Of("samples", "audio", "neutral-synthetic.wav");

    public static TheoryData<string> Names() => [.. Directory.GetDirectories(Repository.Of("samples"))
        .Where(d => File.Exists(Path.Combine(d, "Program.cs"))).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_sample_is_one_file_of_at_most_40_lines(string name)
    {
        var folder = Repository.Of("samples", name);
        Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories).ShouldHaveSingleItem();
        File.ReadAllLines(Path.Combine(folder, "Program.cs")).Length.ShouldBeLessThanOrEqualTo(40);
        File.ReadAllText(Repository.Of("Undertone.slnx")).ShouldContain($"samples/{name}/{name}.csproj");
    }

    [Theory]
    [InlineData("StreamPcm", "0.00 s -   0.50 s  ")]
    [InlineData("TrainAndSave", "fold 2/2: epoch 5 of 5, loss ", "UAR on unseen speakers: ", "mlp hears: ")]
    [InlineData("OwnCorpus", "callcenter: 002_bert_rage.wav is angry, spoken by bert")]
    [InlineData("OwnRecipe", "my-svm: mfcc, melspectrogram, rms -> svm")]
    public async Task A_sample_says_what_it_is_there_to_say(string name, params string[] says)
    {
        using var sample = new Sample(name);
        var output = await sample.Output();
        foreach (var text in says) output.ShouldContain(text);
    }

    [Fact]
    public async Task A_file_is_recognized_as_the_library_does()
    {
        using var recognizer = EmotionRecognizer.LoadBuiltIn();
        var answer = recognizer.Predict(Clip);
        using var sample = new Sample("RecognizeFile", Clip);
        (await sample.Output()).ReplaceLineEndings("\n").ShouldBe($"{answer}\n{JsonSerializer.Serialize(answer.Scores)}\n");
    }

    [Fact]
    public async Task A_text_comes_with_the_emotion_of_its_recording_and_of_each_span()
    {
        using var recognizer = EmotionRecognizer.LoadBuiltIn();
        using var sample = new Sample("SpeechToTextEmotion", Clip);
        var lines = (await sample.Output()).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        lines.Length.ShouldBe(3);
        lines[0].ShouldBe($"Good morning. Who is there?: {recognizer.Predict(Clip)}");
        lines[1].ShouldStartWith("Good morning.: 0.00 s -   1.00 s  ");
        lines[2].ShouldBe($"Who is there?: {recognizer.Predict(Clip, segments: true).Segments![0]}");
    }

    [Fact]
    public async Task The_endpoint_answers_an_upload_and_refuses_what_is_no_audio()
    {
        using var sample = new Sample(
            "AspNetEndpoint", "--urls=http://127.0.0.1:0", "--Undertone:Model=tiny", "--Logging:LogLevel:Default=Information");
        var address = await Address(sample);
        using var client = new HttpClient { BaseAddress = address };
        using var recognizer = EmotionRecognizer.LoadBuiltIn("tiny");

        var answer = await Post(client, await File.ReadAllBytesAsync(Clip), "übung.wav");
        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Result.File.ShouldBe("übung.wav");
        answer.Result.Prediction!.Scores.ShouldBe(recognizer.Predict(Clip).Scores);

        var refused = await Post(client, "a letter"u8.ToArray(), "letter.txt");
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Result.Error!.Code.ShouldBe("audio-format");
        (await client.GetStringAsync(new Uri("/v1/model", UriKind.Relative))).ShouldContain("\"name\":\"tiny\"");
    }

    private static async Task<(HttpStatusCode Status, FilePrediction Result)> Post(HttpClient client, byte[] bytes, string name)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", name } };
        using var response = await client.PostAsync(new Uri("/v1/predict", UriKind.Relative), form);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, JsonSerializer.Deserialize<FilePrediction>(text)!);
    }

    private static async Task<Uri> Address(Sample sample)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await sample.ReadLine().WaitAsync(limit.Token) is { } line)
        {
            if (Regex.Match(line, @"Now listening on: (\S+)") is { Success: true } match) return new Uri(match.Groups[1].Value);
        }

        throw new InvalidOperationException("The endpoint ended without an address.");
    }
}
