using System.Text.Json;
using Undertone.Recognition.Inference;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Tests.Inference;

public sealed class AsyncTests
{
    private static readonly EmotionRecognizer Base = EmotionRecognizer.LoadBuiltIn("tiny");
    private static readonly string[] Files =
        [.. Directory.GetFiles(Repository.Of("samples", "audio"), "*.wav").Order(StringComparer.Ordinal)];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_form_gives_the_same_bits(bool segments)
    {
        foreach (var file in Files)
        {
            var wanted = JsonSerializer.Serialize(Base.Predict(file, segments));
            await using var stream = File.OpenRead(file);
            EmotionPrediction[] answers =
            [
                Base.Predict(AudioClip.Load(file), segments),
                await Base.PredictAsync(file, segments),
                await Base.PredictAsync(AudioClip.Load(file), segments),
                await Base.PredictAsync(new OneWay(stream), "upload", segments),
            ];
            answers.Select(a => JsonSerializer.Serialize(a)).ShouldAllBe(a => a == wanted);
        }
    }

    [Fact]
    public async Task A_long_clip_in_memory_has_the_answer_of_its_file()
    {
        var speech = AudioClip.Load(Files[0]);
        var clip = new AudioClip([.. Enumerable.Repeat(speech.Samples, 25).SelectMany(s => s)], speech.SampleRateHz);
        clip.DurationSeconds.ShouldBeGreaterThan(31);
        using var bytes = new MemoryStream();
        WavWriter.Write(bytes, clip, WavSampleFormat.IeeeFloat);
        bytes.Position = 0;
        JsonSerializer.Serialize(Base.Predict(clip, segments: true))
            .ShouldBe(JsonSerializer.Serialize(await Base.PredictAsync(bytes, "long", segments: true)));
    }

    [Fact]
    public async Task Clips_and_files_are_answered_in_order()
    {
        var clips = Enumerable.Range(0, 40).Select(i => AudioClip.Load(Files[i % Files.Length])).ToArray();
        var answers = new List<EmotionPrediction>();
        await foreach (var answer in Base.PredictAsync(clips)) answers.Add(answer);
        answers.Select(a => a.Scores).ShouldBe(clips.Select(c => Base.Predict(c).Scores));

        var files = Files.Append("missing.wav").Concat(Files).ToArray();
        var results = new List<FilePrediction>();
        await foreach (var result in Base.PredictFilesAsync(files)) results.Add(result);
        JsonSerializer.Serialize(results).ShouldBe(JsonSerializer.Serialize(Base.PredictFiles(files)));
        results[Files.Length].Error!.Code.ShouldBe("not-found");
    }

    [Fact]
    public async Task Cancelled_work_ends_without_an_answer()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var (token, clip) = (cancelled.Token, AudioClip.Load(Files[0]));
        await Should.ThrowAsync<OperationCanceledException>(() => Base.PredictAsync(Files[0], false, token));
        await Should.ThrowAsync<OperationCanceledException>(() => Base.PredictAsync(clip, false, token));
        await Should.ThrowAsync<OperationCanceledException>(() => Base.PredictAsync(new MemoryStream(), "x", false, token));
        await Should.ThrowAsync<OperationCanceledException>(() => Base.AnswerAsync(new MemoryStream(), "x", false, token));
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Base.PredictAsync([clip], cancellationToken: token)) Assert.Fail("an answer came");
        });
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Base.PredictFilesAsync(Files).WithCancellation(token)) Assert.Fail("an answer came");
        });
    }

    [Fact]
    public async Task A_long_clip_is_left_while_it_is_heard()
    {
        using var later = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var hour = new AudioClip(new float[16000 * 3600], 16000);
        await Should.ThrowAsync<OperationCanceledException>(() => Base.PredictAsync(hour, true, later.Token));
    }

    [Fact]
    public async Task Who_stops_asking_for_clips_is_not_kept_waiting_and_leaves_no_work()
    {
        var taken = 0;
        await foreach (var _ in Base.PredictAsync(Endless())) break;
        taken.ShouldBeInRange(1, Environment.ProcessorCount + 2);

        IEnumerable<AudioClip> Endless()
        {
            while (true)
            {
                taken++;
                yield return AudioClip.Load(Files[0]);
            }
        }
    }

    [Fact]
    public async Task What_is_no_audio_is_an_answer_with_its_error()
    {
        var result = await Base.AnswerAsync(new MemoryStream("no audio"u8.ToArray()), "letter.txt");
        result.Error!.Code.ShouldBe("audio-format");
        result.Error.Message.ShouldStartWith("letter.txt: ");
        (await Base.AnswerAsync(File.OpenRead(Files[0]), "a.wav")).Prediction!.Scores.ShouldBe(Base.Predict(Files[0]).Scores);
    }

    [Fact]
    public async Task A_disposed_recognizer_refuses_and_a_stream_tells_once_of_its_end()
    {
        var model = EmotionRecognizer.LoadBuiltIn("tiny");
        var stream = model.OpenStream(16000);
        var told = 0;
        stream.Disposed += () => told++;
        stream.Dispose();
        stream.Dispose();
        told.ShouldBe(1);
        Should.Throw<ObjectDisposedException>(() => stream.Push(new float[10]));
        Should.Throw<ObjectDisposedException>(stream.Complete);
        model.Predict(Files[0]).Speech.ShouldBeTrue();
        model.Dispose();
        model.Dispose();
        Should.Throw<ObjectDisposedException>(() => model.Predict(Files[0]));
        Should.Throw<ObjectDisposedException>(() => model.PredictFiles(Files));
        Should.Throw<ObjectDisposedException>(() => model.PredictFilesAsync(Files));
        await Should.ThrowAsync<ObjectDisposedException>(() => model.PredictAsync(Files[0]));
        await Should.ThrowAsync<ObjectDisposedException>(() => model.AnswerAsync(File.OpenRead(Files[0]), "a.wav"));
    }

    /// <summary>A stream as an upload comes: forward only, and it may not be read without awaiting.</summary>
    private sealed class OneWay(Stream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => throw new InvalidOperationException("Reading must be awaited.");

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            inner.ReadAsync(buffer, cancellationToken);

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
