using Undertone.Recognition.Inference;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Tests.Inference;

/// <summary>What long streams and recordings keep in memory; nothing else runs meanwhile.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
[Collection("alone")]
public sealed class StreamMemoryTests
{
    private static readonly EmotionRecognizer Base = EmotionRecognizer.LoadBuiltIn();

    [Fact]
    public void Memory_stays_the_same_however_long_the_stream_is()
    {
        // Six hours of a hum in which nobody speaks: windows are cut, and nothing has to be answered.
        var hum = new float[8000 * 10];
        for (var i = 0; i < hum.Length; i++) hum[i] = (float)(0.01 * Math.Sin(0.02 * i));
        var stream = new StreamingRecognizer(Base, 8000, new StreamingOptions { HopSeconds = 3 });
        for (var i = 0; i < 20; i++) stream.Push(hum);
        var (capacity, memory) = (stream.Capacity, GC.GetTotalMemory(forceFullCollection: true));
        for (var i = 0; i < 6 * 60; i++) stream.Push(hum);
        stream.Capacity.ShouldBe(capacity);
        capacity.ShouldBeLessThan(8000 * 5 * 10);
        (GC.GetTotalMemory(forceFullCollection: true) - memory).ShouldBeLessThan(2_000_000);
    }

    [Fact]
    public void A_recording_of_any_length_takes_little_memory()
    {
        // Ten minutes in two channels at 48 kHz: 115 MB of samples, or 230 MB of numbers.
        long most = 0;
        var options = new BatchOptions
        {
            Segments = true,
            Threads = 2,
            Open = name => AudioReader.Open(new EndlessWav(48000 * 4 * 600L), name),
            Heard = (_, seconds, _) =>
            {
                if (seconds > 60 && seconds % 30 < 0.2) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
            },
        };
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var answer = Base.PredictFiles(["hum"], options).Single().Prediction!;
        answer.DurationSeconds.ShouldBe(600);
        answer.Segments!.Count.ShouldBe(400);
        most.ShouldBeGreaterThan(0);
        (most - before).ShouldBeLessThan(30_000_000);
    }

    /// <summary>A WAV file in two channels at 48 kHz that is made while it is read.</summary>
    private sealed class EndlessWav(long dataBytes) : Stream
    {
        private readonly byte[] _head = Head(dataBytes);
        private long _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _at; set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            var count = (int)Math.Min(buffer.Length, 44 + dataBytes - _at);
            for (var i = 0; i < count; i++, _at++) buffer[i] = _at < 44 ? _head[_at] : (byte)(_at % 4 == 0 ? _at / 97 % 50 : 0);
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private static byte[] Head(long dataBytes)
        {
            using var file = new MemoryStream();
            WavWriter.Write(file, new AudioClip([0], 48000));
            var head = file.ToArray()[..44];
            (head[22], head[32]) = (2, 4);
            BitConverter.GetBytes(48000 * 4).CopyTo(head, 28);
            BitConverter.GetBytes((int)dataBytes).CopyTo(head, 40);
            BitConverter.GetBytes((int)dataBytes + 36).CopyTo(head, 4);
            return head;
        }
    }
}
