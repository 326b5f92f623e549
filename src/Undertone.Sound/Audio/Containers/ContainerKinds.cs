namespace Undertone.Sound.Audio.Containers;

/// <summary>Finds out from its first bytes which container an input is.</summary>
internal static class ContainerKinds
{
    /// <summary>The container of an input that starts like this; null for one whose length is not understood here.</summary>
    public static Container? Of(ReadOnlySpan<byte> head) =>
        head.StartsWith("ID3"u8) ? new Id3Tag()
        : head.StartsWith("OggS"u8) ? new OggPages()
        : head.StartsWith("wvpk"u8) ? new WavPackBlocks()
        : head.StartsWith("caff"u8) ? new CafChunks()
        : head.StartsWith(".snd"u8) ? new AuHeader()
        : head.StartsWith(MatroskaElements.Header) ? new MatroskaElements()
        : head.StartsWith(GuidChunks.Wave64) ? new GuidChunks("Wave64", alignment: 8)
        : head.StartsWith(GuidChunks.Asf) ? new GuidChunks("ASF", alignment: 1)
        : RiffChunks.Matches(head) ? new RiffChunks(head)
        : Mp4Boxes.Matches(head) ? new Mp4Boxes()
        : MpegAudio.Matches(head) ? new MpegAudio()
        : null;
}
