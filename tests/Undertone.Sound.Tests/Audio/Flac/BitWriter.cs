namespace Undertone.Sound.Tests.Audio.Flac;

/// <summary>Writes bits, the highest of a byte first.</summary>
internal sealed class BitWriter
{
    private readonly List<byte> _bytes = [];
    private int _free;

    public byte[] Bytes => [.. _bytes];

    public void Put(long value, int count)
    {
        for (var i = count - 1; i >= 0; i--)
        {
            if (_free == 0)
            {
                _bytes.Add(0);
                _free = 8;
            }

            _free--;
            _bytes[^1] |= (byte)((value >> i & 1) << _free);
        }
    }

    public void PutUnary(long zeros)
    {
        for (; zeros > 0; zeros--) Put(0, 1);
        Put(1, 1);
    }

    public void Align() => _free = 0;
}
