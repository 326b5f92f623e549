using System.Globalization;

namespace Undertone.Sound.Audio.Containers;

/// <summary>Follows a container's blocks to the end of the input: in a file by going
/// from one to the next, in a pipe as its bytes come.</summary>
internal sealed class ContainerWatch(Container container)
{
    // Of a pipe: the bytes from the next block on, as far as they have come.
    private readonly byte[] _head = new byte[Container.HeadBytes];
    private long _received;
    private long _lastBlock;
    private long _nextBlock;
    private bool _isLost;

    /// <summary>The container that is followed.</summary>
    public Container Container => container;

    /// <summary>Refuses an input that can seek and ends before its container says.</summary>
    /// <returns>The container; null where it is not known or the input cannot seek.</returns>
    public static Container? RequireWhole(ByteInput input)
    {
        if (input.Length is not { } length || Of(input) is not { } watch) return null;
        while (!watch._isLost && watch._nextBlock < length)
        {
            input.Seek(watch._nextBlock);
            var head = input.Peek(Container.HeadBytes);
            watch.Take(head[..Math.Min(head.Length, Container.HeadBytes)]);
        }

        if (watch.Judge(length) is { } fault) throw input.Fault(fault.At, fault.Text, Remedies.CopyAgain);
        return watch.Container;
    }

    /// <summary>A watch over an input from its start; null where its container is not known.</summary>
    public static ContainerWatch? Of(ByteInput input) =>
        input.Seek(0) && ContainerKinds.Of(input.Peek(Container.HeadBytes)) is { } container ? new ContainerWatch(container) : null;

    /// <summary>Takes the next bytes of a pipe.</summary>
    public void Push(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var isBetween = _isLost || _received < _nextBlock;
            var room = _isLost ? bytes.Length : isBetween ? _nextBlock - _received : _head.Length - (_received - _nextBlock);
            var taken = (int)Math.Min(room, bytes.Length);
            if (!isBetween) bytes[..taken].CopyTo(_head.AsSpan((int)(_received - _nextBlock)));
            bytes = bytes[taken..];
            _received += taken;
            if (!_isLost && _received - _nextBlock == _head.Length) TakeReceived();
        }
    }

    /// <summary>What is wrong with a pipe that has ended; null where nothing is.</summary>
    public (long At, string Text)? Complete()
    {
        while (!_isLost && _received > _nextBlock) TakeReceived();
        return Judge(_received);
    }

    private void TakeReceived()
    {
        var length = (int)(_received - _nextBlock);
        Take(_head.AsSpan(0, length));
        var rest = (int)Math.Max(0, _received - _nextBlock);
        if (!_isLost) _head.AsSpan(length - rest, rest).CopyTo(_head);
    }

    private void Take(ReadOnlySpan<byte> head)
    {
        var bytes = container.BlockBytes(head);
        _isLost = bytes is not > 0;
        if (!_isLost) (_lastBlock, _nextBlock) = (_nextBlock, _nextBlock + bytes!.Value);
    }

    private (long At, string Text)? Judge(long length)
    {
        if (_isLost) return null;
        if (_nextBlock > length)
        {
            var (needed, there) = (_nextBlock - _lastBlock, length - _lastBlock);
            return (_lastBlock, string.Create(CultureInfo.InvariantCulture,
                $"the {container.Name} file ends too soon: {needed:N0} bytes are needed here and {there:N0} are there"));
        }

        return container.MissingAtEnd is { } missing ? (length, $"the {container.Name} file ends before {missing}") : null;
    }
}
