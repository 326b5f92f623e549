using Microsoft.Win32.SafeHandles;

namespace Undertone.Fleet.Stores.JsonLines;

/// <summary>
/// A file of lines that grows at its end, open in one process at a time. A line that a killed process left half-written is cut off at
/// opening, one that the system did not take whole before the next line.
/// </summary>
internal sealed class EventFile : IDisposable
{
    /// <summary>The longest line: answers with the segments of days of speech are far below.</summary>
    public const int MostLineBytes = 64 << 20;

    private const int FirstBuffer = 1 << 16;
    private readonly SafeFileHandle _handle;
    private long _end;
    private bool _torn;

    private EventFile(string path, SafeFileHandle handle) => (FilePath, _handle) = (path, handle);

    public string FilePath { get; }

    /// <exception cref="StoreException">Another process has the file open, or the system does not give it out.</exception>
    public static EventFile Open(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);

            // Nothing shared: that is the lock against a second process, and the system lets it go however this one ends.
            return new EventFile(
                path, File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, FileOptions.Asynchronous));
        }
        catch (IOException e) when (IsInUse(e))
        {
            throw new StoreException(
                StoreFault.InUse,
                $"{path}: another process has this store open. End it, name another folder, or use PostgreSQL, which many can share.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new StoreException(
                StoreFault.Unavailable,
                $"{path}: the store cannot be opened there. Name a folder in which this program may write.", e);
        }
    }

    /// <summary>Hands on all whole lines in order, with their numbers from 1, and cuts off what stands behind the last line end.</summary>
    /// <param name="take">Takes a line; its bytes are there until it returns.</param>
    /// <param name="isOurs">Whether a file that has no whole line may be cut: says so of its bytes.</param>
    /// <exception cref="StoreException">A line is too long, or the file is another program's.</exception>
    public void ReadLines(Action<long, LinePlace, ReadOnlyMemory<byte>> take, Func<ReadOnlyMemory<byte>, bool> isOurs)
    {
        var buffer = new byte[FirstBuffer];
        var (filled, number) = (0, 0L);
        while (RandomAccess.Read(_handle, buffer.AsSpan(filled), _end + filled) is > 0 and var read)
        {
            filled += read;
            var begin = 0;
            while (buffer.AsSpan(begin, filled - begin).IndexOf((byte)'\n') is >= 0 and var length)
            {
                take(++number, new LinePlace(_end + begin, length), buffer.AsMemory(begin, length));
                begin += length + 1;
            }

            _end += begin;
            filled -= begin;
            buffer.AsSpan(begin, filled).CopyTo(buffer);
            if (filled < buffer.Length) continue;
            if (filled >= MostLineBytes) throw Damaged(number + 1, "this line is longer than any that is written");
            Array.Resize(ref buffer, 2 * filled);
        }

        if (filled == 0) return;
        if (number == 0 && !isOurs(buffer.AsMemory(0, filled))) throw Damaged(1, "this file is no store");
        Cut();
    }

    /// <summary>Reads a line again.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(LinePlace line, CancellationToken cancellationToken)
    {
        var bytes = new byte[line.Length];
        for (var filled = 0; filled < bytes.Length;)
        {
            var read = await RandomAccess.ReadAsync(_handle, bytes.AsMemory(filled), line.Offset + filled, cancellationToken)
                .ConfigureAwait(false);
            if (read == 0) throw new StoreException(StoreFault.Damaged, $"{FilePath}: the file became shorter while it was open.");
            filled += read;
        }

        return bytes;
    }

    /// <summary>Adds a line.</summary>
    /// <param name="line">Its bytes; the last is the line end.</param>
    /// <param name="durable">Whether it is to outlast a loss of power too, not only the end of this process.</param>
    /// <exception cref="StoreException">The system does not take it; the file is as it was.</exception>
    public async ValueTask<LinePlace> AppendAsync(ReadOnlyMemory<byte> line, bool durable)
    {
        try
        {
            if (_torn) Cut();
            _torn = true;
            await RandomAccess.WriteAsync(_handle, line, _end, CancellationToken.None).ConfigureAwait(false);
            if (durable) RandomAccess.FlushToDisk(_handle);
            _torn = false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(
                StoreFault.Unavailable,
                $"{FilePath}: the disk does not take any more, and nothing was kept. Make room on it and try again.", e);
        }

        var place = new LinePlace(_end, line.Length - 1);
        _end += line.Length;
        return place;
    }

    /// <summary>Writes other bytes over a line and spaces behind them, as far as the line goes, for good.</summary>
    /// <exception cref="StoreException">The system does not take them.</exception>
    public async ValueTask OverwriteAsync(LinePlace line, ReadOnlyMemory<byte> bytes)
    {
        var whole = new byte[line.Length];
        whole.AsSpan().Fill((byte)' ');
        bytes.CopyTo(whole);
        try
        {
            // What says that the line is void comes first: then the rest can be taken out at the next opening too.
            await RandomAccess.WriteAsync(_handle, bytes, line.Offset, CancellationToken.None).ConfigureAwait(false);
            await RandomAccess.WriteAsync(_handle, whole, line.Offset, CancellationToken.None).ConfigureAwait(false);
            RandomAccess.FlushToDisk(_handle);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(
                StoreFault.Unavailable, $"{FilePath}: the disk does not take the deletion. See to the disk and delete again.", e);
        }
    }

    public StoreException Damaged(long line, string fault, Exception? inner = null) => new(
        StoreFault.Damaged,
        FormattableString.Invariant(
            $"{FilePath}:{line}: {fault}. Take the line out, or put back a copy of the file; nothing in it was changed."), inner);

    public void Dispose()
    {
        if (_torn) TryCut();
        _handle.Dispose();
    }

    private void Cut()
    {
        RandomAccess.SetLength(_handle, _end);
        _torn = false;
    }

    private void TryCut()
    {
        try
        {
            Cut();
        }
        catch (IOException)
        {
            // It is cut when the file is opened again.
        }
    }

    private static bool IsInUse(IOException e) => OperatingSystem.IsWindows() ? e.HResult == unchecked((int)0x80070020)
        : e.GetType() == typeof(IOException) && e.HResult is 11 or 35;
}
