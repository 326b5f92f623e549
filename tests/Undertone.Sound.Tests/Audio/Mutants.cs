using Undertone.Sound.Audio;

namespace Undertone.Sound.Tests.Audio;

/// <summary>Damaged files: each is read or refused by <see cref="AudioFormatException"/>, and takes little memory.</summary>
internal static class Mutants
{
    private const long MaxAllocatedBytes = 64 << 20;

    /// <summary>Reads damaged files, each as a file or through a pipe.</summary>
    /// <param name="files">How many.</param>
    /// <param name="random">What damages them.</param>
    /// <param name="make">Makes one by its number.</param>
    /// <param name="rate">The rate that one is read at; null for its own.</param>
    /// <param name="isSound">What every sample of those that are read is.</param>
    public static void Read(int files, Random random, Func<int, byte[]> make, Func<int?> rate, Func<float, bool> isSound)
    {
        var (read, refused) = (0, 0);
        for (var i = 0; i < files; i++)
        {
            var (bytes, rateHz, asPipe) = (make(i), rate(), random.Next(2) == 0);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                using Stream stream = asPipe ? new SlowPipe(bytes) : new MemoryStream(bytes);
                using var reader = AudioReader.Open(stream, "damaged", rateHz, Ffmpeg.Missing);
                Array.FindIndex(AudioClip.ReadAll(reader, "damaged").Samples, x => !isSound(x)).ShouldBe(-1, $"file {i}");
                read++;
            }
            catch (AudioFormatException e)
            {
                e.File.ShouldBe("damaged");
                e.Message.Length.ShouldBeLessThan(600);
                refused++;
            }
            catch (Exception e) when (e is not ShouldAssertException)
            {
                Assert.Fail(Told(e.ToString()));
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (allocated > MaxAllocatedBytes) Assert.Fail(Told($"it allocated {allocated:N0} bytes"));

            string Told(string fault)
            {
                var way = asPipe ? "a pipe" : "a file";
                return $"file {i}, as {way} at {rateHz?.ToString() ?? "its own"} Hz: {fault}\n{Convert.ToHexString(bytes)}";
            }
        }

        read.ShouldBeGreaterThan(files / 20);
        refused.ShouldBeGreaterThan(files / 5);
    }
}
