namespace Undertone.Recognition.Hearing;

/// <summary>The latest numbers of an endless row, found by their place in the whole of it.</summary>
internal sealed class SampleHistory
{
    private float[] _buffer = [];
    private long _first;
    private int _count;

    /// <summary>The place behind the last number.</summary>
    public long End => _first + _count;

    /// <summary>How many numbers there is room for.</summary>
    public int Capacity => _buffer.Length;

    /// <summary>Adds the next numbers.</summary>
    public void Append(ReadOnlySpan<float> samples)
    {
        if (_buffer.Length < _count + samples.Length) Array.Resize(ref _buffer, Math.Max(2 * _buffer.Length, _count + samples.Length));
        samples.CopyTo(_buffer.AsSpan(_count));
        _count += samples.Length;
    }

    /// <summary>The numbers from one place to another, both among those that are kept.</summary>
    public ReadOnlySpan<float> Slice(long from, long to) => _buffer.AsSpan((int)(from - _first), (int)(to - from));

    /// <summary>Forgets what lies before a place.</summary>
    public void DropBefore(long place)
    {
        var drop = (int)Math.Clamp(place - _first, 0, _count);
        if (drop == 0) return;
        _buffer.AsSpan(drop, _count - drop).CopyTo(_buffer);
        _first += drop;
        _count -= drop;
    }
}
